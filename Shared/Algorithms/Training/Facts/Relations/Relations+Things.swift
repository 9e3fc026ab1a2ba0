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
                {s} has {a} as a pet.
                {s} keeps {a} as a pet.
                {s} is the owner of {a}.
                {s} lives with {a}.
                {s} looks after {a}.
                The pet that {s} owns is {a}.
                The animal that {s} keeps is {a}.
                {a} is {p} pet.
                {a} is the pet of {o}.
                {a} belongs to {o}.
                {a} lives in {p} house.
                At home {s} has a pet, {a}.
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
                What pet does {n} own?
                Which pet does {n} have?
                What is {n}'s pet?
                What animal does {n} have?
                What kind of pet does {n} have?
                What animal does {n} keep as a pet?
                Which pet belongs to {n}?
                Which animal belongs to {n}?
                Which animal lives with {n}?
                Which animal lives in {n}'s house?
                Which animal does {n} look after?
                Of which animal is {n} the owner?
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
                The vehicle that {s} drives is {a}.
                The vehicle that {s} owns is {a}.
                {p} means of transport is {a}.
                {s} uses {a} to get around.
                {s} drives {a} to work.
                {s} has bought {a} to drive to work.
                {s} is often seen driving {a}.
                {a} is {p} vehicle.
                {a} is the vehicle of {o}.
                {a} is what {s} drives.
                {a} is driven by {o}.
                The vehicle registered to {o} is {a}.
                When {s} travels, {h} drives {a}.
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
                What vehicle does {n} drive?
                Which vehicle does {n} drive?
                Which vehicle does {n} own?
                What is {n}'s vehicle?
                What kind of vehicle does {n} have?
                What kind of vehicle does {n} drive?
                Which vehicle belongs to {n}?
                What does {n} drive to work?
                What does {n} use to get around?
                What is {n}'s means of transport?
                Which vehicle is registered to {n}?
                What is {n} often seen driving?
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
                {p} boat is called the {v}.
                {p} boat is named the {v}.
                The name of {p} boat is the {v}.
                {p} boat bears the name {v}.
                {s} has a boat called the {v}.
                {s} owns a boat named the {v}.
                {s} sails a boat called the {v}.
                The boat of {o} is the {v}.
                The boat that {s} owns is the {v}.
                The {v} is {p} boat.
                The {v} is the boat that {s} sails.
                The {v} is owned by {o}.
                {s} goes sailing on the {v}.
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
                What is {n}'s boat called?
                What is {n}'s boat named?
                What is the name of the boat of {n}?
                What is the name of the boat that {n} owns?
                What name does {n}'s boat bear?
                What boat does {n} have?
                What boat does {n} sail?
                Which boat is {n}'s?
                Which boat is owned by {n}?
                On which boat does {n} go sailing?
                By what name is {n}'s boat known?
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
                {p} home address is {v}.
                {p} postal address is {v}.
                {p} street address is {v}.
                The home address of {o} is {v}.
                The house of {o} is at {v}.
                {p} house stands at {v}.
                {s} lives in the house at {v}.
                {s} resides at {v}.
                {s} has a home at {v}.
                {s} is registered at {v}.
                {s} gave {v} as the home address.
                {p} mail is delivered to {v}.
                {v} is the address of {o}.
                {v} is the address at which {s} lives.
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
                What is {n}'s home address?
                What is the home address of {n}?
                What is the postal address of {n}?
                What is {n}'s street address?
                What address does {n} live at?
                At which address does {n} reside?
                At which address is {n} registered?
                At which address is the house of {n}?
                To which address is {n}'s mail delivered?
                To what address should a letter to {n} be sent?
                Which home address did {n} give?
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
                {s} has lost {a}.
                {s} lost {a} on the way home.
                {s} has mislaid {a}.
                {s} has misplaced {a}.
                {s} is searching for {a}.
                {s} is trying to find {a}.
                {s} left {a} behind.
                {s} reported {a} as lost.
                {a} was lost by {o}.
                {a} is what {s} lost.
                {a} is what {s} is looking for.
                The object that {s} lost is {a}.
                The item that {s} is searching for is {a}.
                {p} lost item is {a}.
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
                What has {n} mislaid?
                What has {n} misplaced?
                What is {n} searching for?
                What is {n} trying to find?
                What is {n} unable to find?
                Which object did {n} lose?
                Which item has {n} lost?
                What object is {n} looking for?
                What was lost by {n}?
                What did {n} lose on the way home?
                What did {n} leave behind?
                What did {n} report as lost?
                What is {n}'s lost item?
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
                {p} gift was {a}.
                {s} received {a} as a gift.
                {s} received {a} as a present.
                {s} was given {a} as a gift.
                {s} was presented with {a}.
                The gift that {s} got was {a}.
                The gift for {o} was {a}.
                The present for {o} was {a}.
                {a} was {p} gift.
                {a} was the present that {s} got.
                {a} was given to {o} as a present.
                The guests gave {o} {a} as a gift.
                As a present, {s} received {a}.
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
                What did {n} get as a gift?
                What did {n} receive as a present?
                What did {n} receive as a gift?
                Which gift did {n} receive?
                What gift did {n} get?
                What present did {n} get?
                What was {n}'s gift?
                What was the present for {n}?
                What was the gift for {n}?
                What was given to {n} as a present?
                What was {n} given as a gift?
                Which present was {n} given?
                What did the guests give {n} as a gift?
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
