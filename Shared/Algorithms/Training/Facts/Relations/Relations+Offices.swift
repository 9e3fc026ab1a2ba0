extension Relation {
    /// Honours, rooms and numbers at work.
    static let offices: [Relation] = [
        Relation(
            "award", of: .person, value: .award,
            says: """
                {s} won the {v}.
                {s} was awarded the {v}.
                {s} received the {v}.
                The {v} went to {o}.
                {s} is a holder of the {v}.
                The award that {s} won is the {v}.
                {s} was given the {v}.
                {s} has won the {v}.
                {s} is the winner of the {v}.
                {s} holds the {v}.
                {s} was presented with the {v}.
                The {v} was awarded to {o}.
                The {v} was won by {o}.
                The winner of the {v} is {n}.
                {p} award is the {v}.
                The prize that {s} received is the {v}.
                The award given to {o} was the {v}.
                {s} keeps the {v} on the mantelpiece.
                The jury honoured {o} with the {v}.
                """,
            asks: """
                What award did {n} win?
                Which award was {n} given?
                Which prize did {n} receive?
                What did {n} win?
                Which prize went to {n}?
                Which award does {n} hold?
                What prize did {n} win?
                What award has {n} won?
                Which award did {n} receive?
                What was {n} awarded?
                Which prize was {n} awarded?
                Which award went to {n}?
                With which award was {n} presented?
                Of which award is {n} the winner?
                What is {n}'s award?
                What is the name of the award that {n} won?
                What was {n} honoured with by the jury?
                Which award stands on {n}'s mantelpiece?
                """,
            checks: """
                Did {n} win the {v}?
                Was {n} awarded the {v}?
                Does {n} hold the {v}?
                """),
        Relation(
            "office", of: .person, value: .digits,
            says: """
                {s} works in room {v}.
                {p} office is room {v}.
                The office of {o} is number {v}.
                You find {o} in room {v}.
                Room {v} is {p} office.
                {s} sits in office {v}.
                {p} office is in room {v}.
                {p} office number is {v}.
                {p} room number is {v}.
                The room number of {o} is {v}.
                The number of {p} office is {v}.
                {s} has an office in room {v}.
                {s} works in office number {v}.
                {s} can be found in office {v}.
                Office {v} belongs to {o}.
                {p} desk is in room {v}.
                The office where {s} works is room {v}.
                {p} name is on the door of room {v}.
                Mail for {o} goes to room {v}.
                """,
            asks: """
                In which room does {n} work?
                What is the office number of {n}?
                Which room is {n}'s office?
                In which room does one find {n}?
                What number does {n}'s office have?
                In which office does {n} sit?
                What is {n}'s office number?
                What is {n}'s room number?
                What is the room number of {n}?
                What is the number of {n}'s office?
                In which room is {n}'s office?
                Which room does {n} work in?
                Which office does {n} work in?
                Which office belongs to {n}?
                In which office can {n} be found?
                In which room is {n}'s desk?
                Do you know the number of {n}'s office?
                To which room does mail for {n} go?
                On which door is {n}'s name?
                """,
            checks: """
                Does {n} work in room {v}?
                Is {n}'s office room {v}?
                Is {n} found in room {v}?
                """,
            changes: """
                {s} no longer works in room {w}, but in room {v}.
                {s} moved from room {w} to room {v}.
                {p} office is not room {w} any more; it is now room {v}.
                """),
        Relation(
            "extension", of: .person, value: .digits,
            says: """
                {p} phone extension is {v}.
                The extension of {o} is {v}.
                {s} can be reached at extension {v}.
                Extension {v} belongs to {o}.
                To call {o}, dial {v}.
                {s} has the phone number {v}.
                {p} extension is {v}.
                {p} extension number is {v}.
                {p} phone number is {v}.
                {p} telephone number is {v}.
                The phone number of {o} is {v}.
                {v} is {p} phone number.
                {s} has extension {v}.
                {s} can be called on extension {v}.
                {s} can be reached by phone at {v}.
                Calls for {o} go to extension {v}.
                The phone on {p} desk has the extension {v}.
                {s} picks up when you dial {v}.
                The telephone list has {v} beside {p} name.
                """,
            asks: """
                What is the phone extension of {n}?
                At which extension can {n} be reached?
                What number must one dial to call {n}?
                What is {n}'s extension?
                What phone number does {n} have?
                Which extension belongs to {n}?
                What is {n}'s phone number?
                What is the phone number of {n}?
                What is the telephone number of {n}?
                What is {n}'s telephone number?
                What is the extension number of {n}?
                What is {n}'s phone extension?
                Which extension does {n} have?
                On which extension can {n} be called?
                At which number can {n} be reached by phone?
                To which extension do calls for {n} go?
                Do you know {n}'s phone number?
                Which number stands beside {n} in the telephone list?
                What does one dial so that {n} picks up?
                """,
            checks: """
                Is {v} the extension of {n}?
                Can {n} be reached at extension {v}?
                Does extension {v} belong to {n}?
                """,
            changes: """
                {p} extension is no longer {w}; it is now {v}.
                {s} can no longer be reached at {w}, but at {v}.
                The extension of {o} changed from {w} to {v}.
                """),
        Relation(
            "badge", of: .person, value: .code,
            says: """
                {p} badge number is {v}.
                The badge of {o} has the number {v}.
                {s} wears badge {v}.
                Badge {v} was issued to {o}.
                {s} was given badge number {v}.
                {v} is the number on {p} badge.
                The badge number of {o} is {v}.
                {v} is {p} badge number.
                The number of {p} badge is {v}.
                {p} badge has the number {v}.
                {p} badge is number {v}.
                {s} has badge number {v}.
                {s} carries badge {v}.
                {s} was issued badge number {v}.
                Badge number {v} belongs to {o}.
                The badge that {s} wears has the number {v}.
                The number printed on {p} badge is {v}.
                The gate opens for {o} with badge {v}.
                The guard wrote down {v} when {s} came in.
                """,
            asks: """
                What is the badge number of {n}?
                Which badge does {n} wear?
                What number is on {n}'s badge?
                Which badge was issued to {n}?
                Which badge number was {n} given?
                What is {n}'s badge number?
                What is the number of {n}'s badge?
                What is the number on the badge of {n}?
                Which number does {n}'s badge have?
                What badge number does {n} have?
                Which badge belongs to {n}?
                Which badge does {n} carry?
                What number is printed on {n}'s badge?
                Which badge number was issued to {n}?
                Which badge number belongs to {n}?
                With which badge does the gate open for {n}?
                What did the guard write down when {n} came in?
                """,
            checks: """
                Is {v} the badge number of {n}?
                Does {n} wear badge {v}?
                Was badge {v} issued to {n}?
                """,
            changes: """
                {p} badge number is no longer {w}; it is now {v}.
                {s} handed in badge {w} and was given badge {v}.
                Badge {w} of {o} was replaced by badge {v}.
                """),
        Relation(
            "day_off", of: .person, value: .weekday,
            says: """
                {s} has {v} off.
                The day off of {o} is {v}.
                {s} does not work on {v}.
                {p} free day is {v}.
                On {v}, {s} stays at home.
                {v} is the day on which {s} is free.
                {p} day off is {v}.
                {v} is {p} day off.
                {v} is {p} free day.
                {s} is off on {v}.
                {s} is free on {v}.
                {s} takes {v} off.
                {s} has a day off on {v}.
                On {v}, {s} has the day off.
                The day when {s} does not work is {v}.
                {p} weekly day off is {v}.
                {s} works every day except {v}.
                {s} sleeps in every {v}.
                Nobody sees {o} at work on a {v}.
                """,
            asks: """
                Which day does {n} have off?
                What is the day off of {n}?
                On which day does {n} not work?
                What is {n}'s free day?
                On which day does {n} stay at home?
                On which weekday is {n} free?
                What is {n}'s day off?
                When is {n}'s day off?
                Which weekday is {n}'s day off?
                Which day of the week does {n} have off?
                Which day does {n} take off?
                When does {n} have a day off?
                On which day is {n} off?
                On what day is {n} free?
                Which day is {n}'s weekly day off?
                On which day of the week does {n} not work?
                Do you know which day {n} has off?
                On which day does {n} sleep in?
                On which weekday is {n} never at work?
                """,
            checks: """
                Does {n} have {v} off?
                Is {v} the day off of {n}?
                Is {n} free on {v}?
                """,
            changes: """
                {s} no longer has {w} off; the day off is now {v}.
                {p} day off moved from {w} to {v}.
                {s} used to be free on {w}, but now is on {v}.
                """),
    ]
}
