extension Relation {
    /// What people like, play and fear.
    static let tastes: [Relation] = [
        Relation(
            "food", of: .person, value: .food,
            says: """
                The favourite food of {o} is {v}.
                {s} likes eating {v}.
                {s} is very fond of {v}.
                {s} loves {v} more than any other food.
                {v} is what {s} likes best to eat.
                {p} favourite dish is {v}.
                {p} favourite food is {v}.
                The food that {s} likes best is {v}.
                Of all foods, {s} likes {v} best.
                The favourite dish of {o} is {v}.
                {s} enjoys eating {v}.
                {s} loves to eat {v}.
                {s} prefers {v} to any other food.
                {v} would be {p} first choice of food.
                It is {v} that {s} likes to eat most.
                {p} favourite thing to eat is {v}.
                When {s} is hungry, {h} likes to eat {v}.
                {s} could eat {v} every day.
                Cook {v} when {s} comes to dinner.
                """,
            asks: """
                What is the favourite food of {n}?
                What food does {n} like?
                What does {n} like eating?
                Which food does {n} love most?
                What does {n} like best to eat?
                What is {n}'s favourite dish?
                What is {n}'s favourite food?
                Which food is {n}'s favourite?
                What food does {n} like best?
                What does {n} love to eat?
                What does {n} enjoy eating?
                What is the favourite dish of {n}?
                Which dish does {n} like most?
                Which food does {n} prefer?
                What kind of food does {n} like?
                What is {n}'s favourite thing to eat?
                Of all foods, which does {n} like best?
                What could {n} eat every day?
                What should one cook when {n} comes to dinner?
                """,
            checks: """
                Does {n} like eating {v}?
                Is {v} the favourite food of {n}?
                Is {n} fond of {v}?
                """,
            changes: """
                {s} no longer likes {w}; {p} favourite food is now {v}.
                {s} used to like {w}, but now prefers eating {v}.
                {s} has grown tired of {w} and now likes eating {v}.
                """),
        Relation(
            "drink", of: .person, value: .drink,
            says: """
                {s} drinks {v}.
                The favourite drink of {o} is {v}.
                {s} likes to drink {v}.
                {s} always orders {v}.
                {v} is what {s} drinks in the evening.
                {p} drink of choice is {v}.
                {p} favourite drink is {v}.
                The favourite beverage of {o} is {v}.
                {p} usual drink is {v}.
                {s} mostly drinks {v}.
                {s} prefers to drink {v}.
                {s} enjoys drinking {v}.
                The drink that {s} likes best is {v}.
                {v} is the drink that {s} prefers.
                {v} is {p} favourite beverage.
                Of all drinks, {s} likes {v} best.
                When {s} is thirsty, {h} drinks {v}.
                {s} never starts a day without {v}.
                Pour {o} some {v} and {h} will be happy.
                """,
            asks: """
                What does {n} drink?
                What is the favourite drink of {n}?
                What does {n} like to drink?
                What does {n} always order?
                Which drink does {n} prefer?
                What is {n}'s drink of choice?
                What is {n}'s favourite drink?
                Which drink does {n} like best?
                Which drink is {n}'s favourite?
                Which beverage does {n} like most?
                What is the favourite beverage of {n}?
                What does {n} prefer to drink?
                What does {n} usually drink?
                What is {n}'s usual drink?
                What does {n} enjoy drinking?
                What kind of drink does {n} like?
                What does {n} drink when thirsty?
                Without which drink does {n} never start a day?
                What should one pour for {n}?
                """,
            checks: """
                Does {n} drink {v}?
                Is {v} the favourite drink of {n}?
                Does {n} always order {v}?
                """,
            changes: """
                {s} no longer drinks {w}; {h} now drinks {v}.
                {s} gave up {w} and drinks {v} instead.
                {s} used to order {w}, but now orders {v}.
                """),
        Relation(
            "colour", of: .person, value: .colour,
            says: """
                The favourite colour of {o} is {v}.
                {s} loves the colour {v}.
                {s} always wears {v}.
                {p} favourite colour is {v}.
                {v} is the colour that {s} likes best.
                {s} painted the whole house {v}, {p} favourite colour.
                {s} likes the colour {v}.
                {s} likes {v} more than any other colour.
                {s} prefers the colour {v}.
                The colour that {s} likes most is {v}.
                {v} is {p} favourite colour.
                {v} is the favourite colour of {o}.
                The colour {v} is {p} favourite.
                {s} is very fond of the colour {v}.
                {s} thinks that {v} is the most beautiful colour.
                No colour pleases {o} more than {v}.
                {s} has always loved the colour {v}.
                Of all colours {s} would choose {v}.
                Everything in {p} wardrobe is {v}.
                """,
            asks: """
                What is the favourite colour of {n}?
                Which colour does {n} love?
                What colour does {n} wear?
                What is {n}'s favourite colour?
                Which colour does {n} like best?
                In which colour did {n} paint the house?
                Which colour is {n}'s favourite?
                What colour does {n} like?
                What colour does {n} like most?
                Which colour does {n} prefer?
                Which colour is the favourite of {n}?
                What colour is {n} very fond of?
                Which colour pleases {n} most?
                Which colour does {n} find most beautiful?
                What colour does {n} like more than any other?
                Which colour has {n} always loved?
                Which of all colours would {n} choose?
                What colour is everything in {n}'s wardrobe?
                """,
            checks: """
                Is {v} the favourite colour of {n}?
                Does {n} love the colour {v}?
                Does {n} always wear {v}?
                """,
            changes: """
                {p} favourite colour is no longer {w}; it is now {v}.
                {s} used to love {w}, but now prefers the colour {v}.
                {s} stopped wearing {w} and now wears {v}.
                """),
        Relation(
            "instrument", of: .person, value: .instrument,
            says: """
                {s} plays the {v}.
                {s} is learning the {v}.
                {s} practises the {v} every day.
                The instrument that {s} plays is the {v}.
                {s} plays the {v} in the town band.
                The {v} is {p} instrument.
                {p} instrument is the {v}.
                The instrument of {o} is the {v}.
                {s} can play the {v}.
                {s} knows how to play the {v}.
                {s} has played the {v} for years.
                {s} takes lessons on the {v}.
                The musical instrument that {s} plays is the {v}.
                {s} is good at playing the {v}.
                It is the {v} that {s} plays.
                The {v} can be heard whenever {s} makes music.
                As a child {s} learned to play the {v}.
                In the orchestra {s} plays the {v}.
                {s} gave a concert on the {v}.
                When there is music, {s} reaches for the {v}.
                """,
            asks: """
                What instrument does {n} play?
                Which instrument is {n} learning?
                What instrument does {n} practise?
                What does {n} play in the town band?
                What is {n}'s instrument?
                Which musical instrument does {n} play?
                Which instrument does {n} play?
                What musical instrument does {n} play?
                Which instrument can {n} play?
                What is the instrument of {n}?
                What is {n}'s musical instrument?
                Which instrument does {n} practise every day?
                What instrument does {n} know how to play?
                Which instrument has {n} played for years?
                Which instrument did {n} learn as a child?
                What does {n} play in the orchestra?
                On which instrument does {n} take lessons?
                On which instrument did {n} give a concert?
                For which instrument does {n} reach?
                """,
            checks: """
                Does {n} play the {v}?
                Is {n} learning the {v}?
                Is the {v} the instrument of {n}?
                """,
            changes: """
                {s} no longer plays the {w}; {h} now plays the {v}.
                {s} gave up the {w} and took up the {v}.
                {s} used to play the {w}, but now plays the {v}.
                """),
        Relation(
            "sport", of: .person, value: .sport,
            says: """
                {s} plays {v}.
                {s} is good at {v}.
                The sport of {o} is {v}.
                {p} favourite sport is {v}.
                {s} trains for {v} twice a week.
                {v} is the sport that {s} does.
                {p} sport is {v}.
                The favourite sport of {o} is {v}.
                The sport that {s} plays is {v}.
                The sport that {s} likes best is {v}.
                {s} practises {v}.
                {s} competes in {v}.
                {s} likes {v} more than any other sport.
                {s} belongs to the local {v} club.
                {v} is {p} favourite sport.
                {v} is the sport of {o}.
                Of all sports, {s} likes {v} best.
                {s} goes to {v} practice every week.
                {s} spends every free hour on {v}.
                For exercise {s} goes in for {v}.
                """,
            asks: """
                What sport does {n} play?
                Which sport is {n} good at?
                What is the sport of {n}?
                What is {n}'s favourite sport?
                For which sport does {n} train?
                Which sport does {n} do?
                What sport does {n} do?
                Which sport does {n} play?
                What is the favourite sport of {n}?
                Which sport does {n} like best?
                Which sport is {n}'s favourite?
                What is {n}'s sport?
                Which sport does {n} practise?
                In which sport does {n} compete?
                What kind of sport does {n} do?
                What sport does {n} enjoy?
                Of all sports, which does {n} like best?
                On which sport does {n} spend every free hour?
                What does {n} do for exercise?
                """,
            checks: """
                Does {n} play {v}?
                Is {v} the sport of {n}?
                Does {n} train for {v}?
                """,
            changes: """
                {s} no longer plays {w}; {h} now plays {v}.
                {s} gave up {w} and now trains for {v}.
                {s} changed from {w} to {v}.
                """),
        Relation(
            "team", of: .person, value: .team,
            says: """
                {s} supports the {v}.
                {s} is a fan of the {v}.
                The team of {o} is the {v}.
                {p} favourite team is the {v}.
                The {v} are the team that {s} cheers for.
                {s} cheers for the {v}.
                {s} is a supporter of the {v}.
                {s} roots for the {v}.
                {s} follows the {v}.
                {p} team is the {v}.
                {p} favourite club is the {v}.
                The favourite team of {o} is the {v}.
                The team that {s} supports is the {v}.
                The club that {s} supports is the {v}.
                The {v} are {p} favourite team.
                The {v} are the team of {o}.
                The {v} are supported by {o}.
                {s} always wants the {v} to win.
                {s} never misses a match of the {v}.
                {p} scarf shows the crest of the {v}.
                """,
            asks: """
                Which team does {n} support?
                Of which team is {n} a fan?
                What is the team of {n}?
                What is {n}'s favourite team?
                For which team does {n} cheer?
                Whom does {n} support?
                What team does {n} support?
                Which team is {n} a fan of?
                Which team is {n}'s favourite?
                What is the favourite team of {n}?
                Which club does {n} support?
                What is {n}'s favourite club?
                Which team does {n} root for?
                Which team does {n} cheer for?
                Of which club is {n} a supporter?
                Which team does {n} follow?
                Which team does {n} want to win?
                Whose matches does {n} never miss?
                Which crest is on {n}'s scarf?
                """,
            checks: """
                Does {n} support the {v}?
                Is {n} a fan of the {v}?
                Does {n} cheer for the {v}?
                """,
            changes: """
                {s} no longer supports the {w}; {h} now supports the {v}.
                {s} was a fan of the {w}, but is now a fan of the {v}.
                {s} stopped cheering for the {w} and cheers for the {v} now.
                """),
    ]
}
