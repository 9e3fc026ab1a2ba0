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
