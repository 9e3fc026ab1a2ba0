extension Relation {
    /// Where people are from, and when things happened to them.
    static let life: [Relation] = [
        Relation(
            "birthplace", of: .person, value: .town,
            says: """
                {s} was born in {v}.
                {v} is the birthplace of {o}.
                {s} comes from {v}.
                {s} is a native of {v}.
                {v} is the town where {s} was born.
                It was in {v} that {s} came into the world.
                {s} first saw the light of day in {v}.
                The town in which {p} life began is {v}.
                """,
            asks: """
                Where was {n} born?
                What is the birthplace of {n}?
                Which city does {n} come from?
                In which town was {n} born?
                Which place is {n} a native of?
                Where does {n} come from originally?
                What town saw the birth of {n}?
                In what place did {n} come into the world?
                """,
            checks: """
                Was {n} born in {v}?
                Is {v} the birthplace of {n}?
                Does {n} come from {v}?
                """),
        Relation(
            "home", of: .person, value: .town,
            says: """
                {s} lives in {v}.
                The home of {o} is in {v}.
                {s} has moved to {v}.
                {v} is where {s} lives.
                {s} has a house in {v}.
                {s} resides in {v}.
                {s} has settled down in {v}.
                These days you will find {o} living in {v}.
                """,
            asks: """
                Where does {n} live?
                Where is the home of {n}?
                Where has {n} moved to?
                In which town does {n} live?
                In which place does {n} reside?
                What town is home to {n}?
                Where can one visit {n} at home?
                Which place has {n} settled in?
                """,
            checks: """
                Does {n} live in {v}?
                Is the home of {n} in {v}?
                Is {n} a resident of {v}?
                """,
            changes: """
                {s} no longer lives in {w}; {h} now lives in {v}.
                {s} has left {w} and moved to {v}.
                {s} used to live in {w}, but now lives in {v}.
                {s} sold the house in {w} and settled in {v}.
                """),
        Relation(
            "birthday", of: .person, value: .day,
            says: """
                The birthday of {o} is {v}.
                {s} has a birthday on {v}.
                {s} celebrates on {v}.
                {s} was born on {v}.
                {v} is {p} birthday.
                Every year {s} turns a year older on {v}.
                {s} blows out the candles on {v}.
                On {v} there is cake, because it is {p} birthday.
                """,
            asks: """
                When is the birthday of {n}?
                When does {n} have a birthday?
                When does {n} celebrate?
                What day is {n}'s birthday?
                On what date was {n} born?
                On which day does {n} turn a year older?
                What date should one wish {n} a happy birthday?
                On which day of the year was {n} born?
                """,
            checks: """
                Is the birthday of {n} on {v}?
                Was {n} born on {v}?
                Does {n} celebrate a birthday on {v}?
                """),
        Relation(
            "birth_year", of: .person, value: .year,
            says: """
                {s} was born in {v}.
                The year of {p} birth is {v}.
                {v} was the year in which {s} was born.
                In {v}, {s} was born.
                {p} year of birth is {v}.
                {s} has been around since {v}.
                {s} is a child of the year {v}.
                It was {v} when {s} came into the world.
                """,
            asks: """
                In which year was {n} born?
                What is the year of birth of {n}?
                What year was {n} born?
                Which year saw the birth of {n}?
                What year of birth does {n} have?
                What is {n}'s birth year?
                Since which year has {n} been around?
                In what year did {n} come into the world?
                """,
            checks: """
                Was {n} born in the year {v}?
                Is {v} the year of birth of {n}?
                Did {n} come into the world in {v}?
                """),
        Relation(
            "age", of: .person, value: .age,
            says: """
                {s} is {v} years old.
                {p} age is {v}.
                At the moment {s} is aged {v}.
                {s} has reached the age of {v}.
                {s} turned {v} this year.
                At {v}, {s} feels quite young.
                {s} put {v} candles on the last cake.
                The papers give {p} age as {v}.
                """,
            asks: """
                How old is {n}?
                What is the age of {n}?
                What age has {n} reached?
                How many years old is {n}?
                At what age is {n} now?
                What is {n}'s age?
                How many years has {n} lived?
                What age do the papers give for {n}?
                """,
            checks: """
                Is {n} {v} years old?
                Is {v} the age of {n}?
                Has {n} reached the age of {v}?
                """,
            changes: """
                {s} is no longer {w} years old; {h} is now {v} years old.
                {s} was {w} years old then, but is {v} years old now.
                {s} is not {w} any more: {h} turned {v}.
                """),
        Relation(
            "nationality", of: .person, value: .nationality,
            says: """
                {s} is {v} by nationality.
                {p} nationality is {v}.
                {s} holds {a} passport.
                {s} has been {a} citizen from birth.
                By citizenship {s} is {v}.
                The passport of {o} is {v}.
                {s} grew up in {a} family.
                The embassy that looks after {o} is the {v} one.
                """,
            asks: """
                What nationality is {n}?
                What is the nationality of {n}?
                Which passport does {n} hold?
                What citizenship does {n} have?
                Of which nationality is {n}?
                What kind of passport does {n} have?
                Which embassy looks after {n}?
                By citizenship, what is {n}?
                """,
            checks: """
                Is {n} {v} by nationality?
                Does {n} hold {a} passport?
                Is the citizenship of {n} {v}?
                """),
    ]
}
