extension Relation {
    /// Money, appointments and journeys.
    static let affairs: [Relation] = [
        Relation(
            "price", of: .person, value: .money,
            says: """
                {s} paid {v} for the painting.
                The painting cost {o} {v}.
                {s} bought the painting for {v}.
                For the painting, {s} paid {v}.
                The price that {s} paid for the painting was {v}.
                {s} spent {v} on the painting.
                {s} gave {v} for the painting.
                {s} got the painting for {v}.
                {s} purchased the painting for {v}.
                The price of {p} painting was {v}.
                {p} painting cost {v}.
                {v} was the price that {s} paid for the painting.
                {v} is what {s} paid for the painting.
                The painting was bought by {o} for {v}.
                The painting was sold to {o} for {v}.
                {s} acquired the painting at a price of {v}.
                The amount that {s} spent on the painting was {v}.
                {s} handed over {v} and took the painting home.
                {p} receipt for the painting says {v}.
                """,
            asks: """
                How much did {n} pay for the painting?
                How much did the painting cost {n}?
                For how much did {n} buy the painting?
                What did {n} pay for the painting?
                What price did {n} pay for the painting?
                How much did {n} spend on the painting?
                What was the price of {n}'s painting?
                How much did {n}'s painting cost?
                What did the painting cost {n}?
                How much money did {n} spend on the painting?
                How much did {n} give for the painting?
                At what price did {n} buy the painting?
                For what price did {n} get the painting?
                Which sum did {n} pay for the painting?
                How much was the painting that {n} bought?
                How much money was paid by {n} for the painting?
                Do you know how much {n} paid for the painting?
                How much did {n} hand over for the painting?
                What does {n}'s receipt for the painting say?
                """,
            checks: """
                Did {n} pay {v} for the painting?
                Did {n} spend {v} on the painting?
                Did the painting cost {n} {v}?
                """),
        Relation(
            "debt", of: .person, value: .money,
            says: """
                {s} owes the bank {v}.
                {p} debt to the bank is {v}.
                The bank is owed {v} by {o}.
                {s} has to pay back {v} to the bank.
                {s} borrowed {v} from the bank.
                The sum that {s} owes the bank is {v}.
                {s} has a debt of {v} to the bank.
                {s} still owes {v} to the bank.
                {p} debt amounts to {v}.
                The amount of {p} debt is {v}.
                The amount that {s} owes the bank is {v}.
                {v} is the sum that {s} owes the bank.
                {v} is {p} debt to the bank.
                {s} took out a bank loan of {v}.
                {p} bank loan amounts to {v}.
                {s} must repay {v} to the bank.
                {v} must be paid back to the bank by {o}.
                {s} is {v} in debt.
                The bank lent {o} {v}.
                """,
            asks: """
                How much does {n} owe the bank?
                What is {n}'s debt to the bank?
                How much is the bank owed by {n}?
                How much does {n} have to pay back to the bank?
                How much did {n} borrow from the bank?
                What sum does {n} owe the bank?
                How high is {n}'s debt to the bank?
                How large is the debt of {n}?
                What is the amount of {n}'s debt?
                How much money does {n} owe the bank?
                What does {n} owe the bank?
                How much does {n} still owe to the bank?
                What amount must {n} repay to the bank?
                How much must be paid back to the bank by {n}?
                How large is {n}'s bank loan?
                How much money was borrowed from the bank by {n}?
                How much is {n} in debt?
                How much did the bank lend {n}?
                """,
            checks: """
                Does {n} owe the bank {v}?
                Did {n} borrow {v} from the bank?
                Is {v} the debt of {n}?
                """,
            changes: """
                {s} no longer owes the bank {w}, but {v}.
                {p} debt changed from {w} to {v}.
                {s} owed the bank {w} before and owes it {v} now.
                """),
        Relation(
            "appointment", of: .person, value: .time,
            says: """
                {s} has an appointment at {v}.
                The appointment of {o} is at {v}.
                {p} appointment is at {v}.
                {s} is expected at {v}.
                {s} comes in at {v}.
                At {v}, {s} has an appointment.
                {v} is the time of {p} appointment.
                The time of {p} appointment is {v}.
                {p} appointment is set for {v}.
                {p} appointment starts at {v}.
                {p} appointment begins at {v}.
                {s} has to be there at {v} for an appointment.
                {s} booked an appointment for {v}.
                {s} has got an appointment at {v}.
                {s} has made an appointment for {v}.
                {s} is scheduled to come at {v}.
                {s} is due for an appointment at {v}.
                {s} should be in the waiting room by {v}.
                The list has {o} down for {v}.
                """,
            asks: """
                When is the appointment of {n}?
                At what time does {n} have an appointment?
                At what time is {n} expected?
                When does {n} come in?
                When is {n}'s appointment?
                What time is the appointment of {n}?
                What is the time of {n}'s appointment?
                What time is {n}'s appointment?
                At what time is {n}'s appointment?
                When does {n} have an appointment?
                When does the appointment of {n} start?
                At what time does {n}'s appointment begin?
                For when did {n} book an appointment?
                When does {n} have to be there for the appointment?
                At what time is {n} due for an appointment?
                When is {n} scheduled to come to the appointment?
                Do you know when {n} has an appointment?
                By when should {n} be in the waiting room?
                For what time does the list have {n} down?
                """,
            checks: """
                Does {n} have an appointment at {v}?
                Is {n} expected at {v}?
                Is the appointment of {n} at {v}?
                """,
            changes: """
                {p} appointment is no longer at {w}; it is now at {v}.
                The appointment of {o} was moved from {w} to {v}.
                {s} is not expected at {w} any more, but at {v}.
                """),
        Relation(
            "journey", of: .person, value: .town,
            says: """
                {s} is travelling to {v}.
                {s} plans a trip to {v}.
                The journey of {o} goes to {v}.
                {s} will spend the holidays in {v}.
                {v} is the destination of {p} journey.
                {s} bought a ticket to {v}.
                {s} is going on a trip to {v}.
                {s} will travel to {v}.
                {s} is on the way to {v}.
                {p} trip goes to {v}.
                {p} destination is {v}.
                The destination of {p} trip is {v}.
                {v} is where {s} is travelling.
                {v} is the place to which {s} is travelling.
                {s} is going to {v} on holiday.
                {s} is making a journey to {v}.
                {s} has booked a trip to {v}.
                {s} packed a suitcase for {v}.
                The next postcard from {o} will come from {v}.
                """,
            asks: """
                Where is {n} travelling?
                To which place does {n} plan a trip?
                Where does the journey of {n} go?
                Where will {n} spend the holidays?
                What is the destination of {n}'s journey?
                To which town did {n} buy a ticket?
                Where is {n} going on a trip?
                Where will {n} travel?
                Where is {n} going on holiday?
                Where is {n} travelling to?
                To which town is {n} travelling?
                Which place is {n} travelling to?
                What is {n}'s destination?
                Where does {n}'s trip go?
                Which town is {n} going to on holiday?
                Where has {n} booked a trip to?
                For which place did {n} pack a suitcase?
                From where will the next postcard from {n} come?
                """,
            checks: """
                Is {n} travelling to {v}?
                Does {n} plan a trip to {v}?
                Did {n} buy a ticket to {v}?
                """,
            changes: """
                {s} is no longer travelling to {w}, but to {v}.
                {s} cancelled the trip to {w} and will go to {v}.
                {p} journey goes to {v} now and not to {w}.
                """),
        Relation(
            "key_place", of: .person, value: .place,
            says: """
                {s} keeps the key {v}.
                {s} hides the key {v}.
                The key of {o} is {v}.
                {p} key lies {v}.
                {s} always puts the key {v}.
                The place for {p} key is {v}.
                {p} key is {v}.
                {p} key is kept {v}.
                {p} key is hidden {v}.
                {p} key can be found {v}.
                {s} has put the key {v}.
                {s} leaves the key {v}.
                {s} stores the key {v}.
                The place where {s} keeps the key is {v}.
                The hiding place of {p} key is {v}.
                {v} is where {s} keeps the key.
                {v} is the place where {p} key is hidden.
                To get in, {s} takes the key from where it is kept, {v}.
                Whoever needs {p} key should look {v}.
                """,
            asks: """
                Where does {n} keep the key?
                Where does {n} hide the key?
                Where is the key of {n}?
                Where does {n}'s key lie?
                Where does {n} always put the key?
                What is the place for {n}'s key?
                Where is {n}'s key?
                Where is {n}'s key kept?
                Where is the key of {n} hidden?
                Where can {n}'s key be found?
                Where has {n} put the key?
                Where does {n} leave the key?
                Where does {n} store the key?
                In which place does {n} keep the key?
                What is the hiding place of {n}'s key?
                Which hiding place does {n} use for the key?
                Do you know where {n} keeps the key?
                Where is the key with which {n} gets in?
                Where should one look for {n}'s key?
                """,
            checks: """
                Does {n} keep the key {v}?
                Is the key of {n} {v}?
                Does {n} hide the key {v}?
                """,
            changes: """
                {s} no longer keeps the key {w}; it is now {v}.
                {s} moved the key from its place {w}; it now lies {v}.
                {p} key is not {w} any more, but {v}.
                """),
    ]
}
