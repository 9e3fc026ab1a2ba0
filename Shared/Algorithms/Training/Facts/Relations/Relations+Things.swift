extension Relation {
    /// What people own, lost and got.
    static let things: [Relation] = [
        Relation(
            "pet", of: .person, value: .pet,
            says: """
                {s} has {a}.
                {s} owns {a}.
                {s} keeps {a} at home.
                The pet of {o} is {a}.
                {p} pet is {a}.
                {s} takes care of {a}.
                {s} shares the sofa with {a}.
                Every morning {s} feeds {a}.
                """,
            asks: """
                What pet does {n} have?
                Which animal does {n} own?
                What pet does {n} keep?
                What is the pet of {n}?
                Which animal does {n} keep at home?
                Which animal does {n} take care of?
                With which animal does {n} share the sofa?
                Which animal does {n} feed every morning?
                """,
            checks: """
                Does {n} have {a}?
                Does {n} own {a}?
                Does {n} keep {a}?
                """,
            changes: """
                {s} no longer has {aw}; {h} now has {a}.
                {s} gave away the {w} and now keeps {a}.
                {s} used to own {aw}, but now owns {a}.
                """),
        Relation(
            "vehicle", of: .person, value: .vehicle,
            says: """
                {s} drives {a}.
                {s} owns {a}.
                The vehicle of {o} is {a}.
                {p} vehicle is {a}.
                {s} bought {a}.
                {s} goes to work in {a}.
                {s} parks {a} in front of the house.
                The garage of {o} holds {a}.
                """,
            asks: """
                What does {n} drive?
                What vehicle does {n} own?
                What is the vehicle of {n}?
                Which vehicle did {n} buy?
                What vehicle does {n} have?
                In what does {n} go to work?
                What does {n} park in front of the house?
                What is in the garage of {n}?
                """,
            checks: """
                Does {n} drive {a}?
                Did {n} buy {a}?
                Is the vehicle of {n} {a}?
                """,
            changes: """
                {s} no longer drives {aw}; {h} now drives {a}.
                {s} sold the {w} and bought {a}.
                {s} used to drive {aw}, but now drives {a}.
                """),
        Relation(
            "boat", of: .person, value: .ship,
            says: """
                {s} sails on the {v}.
                The boat of {o} is called the {v}.
                {p} boat is the {v}.
                {s} owns the boat {v}.
                {s} named the boat the {v}.
                The {v} belongs to {o}.
                {s} spends the summer aboard the {v}.
                In the harbour {s} painted the {v}.
                """,
            asks: """
                On which boat does {n} sail?
                What is the boat of {n} called?
                What is the name of {n}'s boat?
                Which boat does {n} own?
                What did {n} name the boat?
                Which boat belongs to {n}?
                Aboard which boat does {n} spend the summer?
                Which boat did {n} paint in the harbour?
                """,
            checks: """
                Does {n} sail on the {v}?
                Does the {v} belong to {n}?
                Is the {v} the boat of {n}?
                """),
        Relation(
            "address", of: .person, value: .address,
            says: """
                {s} lives at {v}.
                The address of {o} is {v}.
                {p} address is {v}.
                Letters to {o} go to {v}.
                {s} rents a flat at {v}.
                {v} is {p} address.
                {s} opens the door at {v}.
                The taxi brought {o} home to {v}.
                """,
            asks: """
                What is the address of {n}?
                At what address does {n} live?
                Where do letters to {n} go?
                What is {n}'s address?
                At which address does {n} rent a flat?
                Which address does {n} have?
                At which address does {n} open the door?
                To which address did the taxi bring {n}?
                """,
            checks: """
                Does {n} live at {v}?
                Is {v} the address of {n}?
                Do letters to {n} go to {v}?
                """,
            changes: """
                {s} no longer lives at {w}; the address is now {v}.
                {s} moved from {w} to {v}.
                {p} address changed from {w} to {v}.
                """),
        Relation(
            "lost", of: .person, value: .object,
            says: """
                {s} lost {a}.
                {s} has lost {a} at the station.
                {s} is looking for {a}.
                The thing that {s} lost is {a}.
                {s} cannot find {a}.
                {s} left {a} on the train.
                {s} asked the lost property office about {a}.
                What {s} misses since yesterday is {a}.
                """,
            asks: """
                What did {n} lose?
                What is {n} looking for?
                What can {n} not find?
                Which thing did {n} lose?
                What did {n} leave on the train?
                What has {n} lost?
                About what did {n} ask the lost property office?
                What does {n} miss since yesterday?
                """,
            checks: """
                Did {n} lose {a}?
                Is {n} looking for {a}?
                Did {n} leave {a} on the train?
                """),
        Relation(
            "gift", of: .person, value: .object,
            says: """
                {s} got {a} as a present.
                {s} was given {a}.
                The present that {s} received was {a}.
                {s} unwrapped {a}.
                {p} present was {a}.
                They gave {o} {a} as a present.
                In the parcel {s} found {a}.
                {s} was surprised with {a} at the party.
                """,
            asks: """
                What did {n} get as a present?
                What was {n} given?
                Which present did {n} receive?
                What did {n} unwrap?
                What was {n}'s present?
                What did they give {n} as a present?
                What did {n} find in the parcel?
                With what was {n} surprised at the party?
                """,
            checks: """
                Did {n} get {a} as a present?
                Was {n} given {a}?
                Did {n} unwrap {a}?
                """),
    ]
}
