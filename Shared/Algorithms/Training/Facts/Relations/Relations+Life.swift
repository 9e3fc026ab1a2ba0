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
                {p} birthplace is {v}.
                The birthplace of {o} is {v}.
                {p} place of birth is {v}.
                {v} is {p} place of birth.
                The place where {s} was born is {v}.
                {s} was born in the town of {v}.
                {s} is originally from {v}.
                {s} hails from {v}.
                The town that {s} comes from is {v}.
                {p} native town is {v}.
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
                What is {n}'s birthplace?
                What is {n}'s place of birth?
                What is the place of birth of {n}?
                Which town was {n} born in?
                In which city was {n} born?
                From which town does {n} come?
                Where is {n} from?
                What is the name of the town where {n} was born?
                Where does {n} hail from?
                What is {n}'s native town?
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
                {p} home is in {v}.
                {v} is {p} home.
                The town where {s} lives is {v}.
                {p} place of residence is {v}.
                The residence of {o} is in {v}.
                {s} currently lives in {v}.
                {s} is living in {v} at present.
                {s} is a resident of {v}.
                {s} lives in the town of {v}.
                {s} has an apartment in {v}.
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
                Where is {n}'s home?
                Which city does {n} live in?
                What is {n}'s place of residence?
                What is the residence of {n}?
                Where does {n} reside?
                Where is {n} living at present?
                What is the name of the town where {n} lives?
                In which town is {n}'s home?
                In which town does {n} have a house?
                Of which town is {n} a resident?
                Do you know where {n} lives?
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
                {p} birthday is {v}.
                {p} birthday is on {v}.
                {p} birthday falls on {v}.
                The date of {p} birthday is {v}.
                {s} celebrates a birthday on {v}.
                {p} birthday is celebrated on {v}.
                The day on which {s} was born is {v}.
                {s} has a birthday every year on {v}.
                On {v}, {s} celebrates a birthday.
                {v} is the day of {p} birthday.
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
                When is {n}'s birthday?
                What is the birthday of {n}?
                What is the date of {n}'s birthday?
                On which day is {n}'s birthday?
                On what date does {n}'s birthday fall?
                On which day does {n} celebrate a birthday?
                On what date does {n} have a birthday?
                When does {n} celebrate a birthday?
                When is {n}'s birthday celebrated?
                Which date is {n}'s birthday?
                Do you know when {n}'s birthday is?
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
                {p} birth year is {v}.
                The birth year of {o} is {v}.
                {s} was born in the year {v}.
                The year in which {s} was born is {v}.
                {v} is {p} year of birth.
                {v} is {p} birth year.
                In the year {v}, {s} was born.
                {p} birth took place in the year {v}.
                The register gives {v} as {p} year of birth.
                The year when {s} was born was {v}.
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
                What is the birth year of {n}?
                What is {n}'s year of birth?
                In what year was {n} born?
                Which year was {n} born in?
                What was the year of {n}'s birth?
                Which birth year does {n} have?
                In which year did {n}'s birth take place?
                Which year does the register give as {n}'s year of birth?
                Do you know in which year {n} was born?
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
                The age of {o} is {v}.
                {v} is {p} age.
                {s} is {v} years of age.
                {s} is aged {v}.
                {s} is currently {v} years old.
                {s} is {v} years old now.
                {s} has recently turned {v}.
                {p} present age is {v}.
                {p} current age is {v} years.
                {s} has been alive for {v} years.
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
                What age is {n}?
                How old is {n} now?
                How old is {n} at present?
                What is {n}'s current age?
                What is the present age of {n}?
                How many years of age is {n}?
                What age did {n} turn this year?
                How old did {n} recently turn?
                What age has {n} turned?
                Do you know how old {n} is?
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
                {s} is {v}.
                The nationality of {o} is {v}.
                {s} has {v} nationality.
                {s} is of {v} nationality.
                {s} is {a} citizen.
                {s} is {a} national.
                {s} has {v} citizenship.
                {p} citizenship is {v}.
                {p} passport is {v}.
                {s} carries {a} passport.
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
                What is {n}'s nationality?
                Which nationality does {n} have?
                What is the citizenship of {n}?
                What is {n}'s citizenship?
                Which citizenship does {n} hold?
                What passport does {n} carry?
                Which nationality does {n}'s passport show?
                Which nationality is {n}?
                Do you know what nationality {n} is?
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
