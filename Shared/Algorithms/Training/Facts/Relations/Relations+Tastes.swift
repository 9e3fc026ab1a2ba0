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
