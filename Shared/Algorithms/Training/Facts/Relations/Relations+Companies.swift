extension Relation {
    /// Companies.
    static let companies: [Relation] = [
        Relation(
            "headquarters", of: .company, value: .town,
            says: """
                {s} is based in {v}.
                The headquarters of {o} are in {v}.
                {s} has its main office in {v}.
                {v} is home to {o}.
                {s} is run from {v}.
                {s} is a company from {v}.
                The board of {o} meets in {v}.
                {s} built its head office in {v}.
                """,
            asks: """
                Where is {n} based?
                Where are the headquarters of {n}?
                In which town does {n} have its main office?
                Which town is home to {n}?
                From where is {n} run?
                What is the seat of {n}?
                Where does the board of {n} meet?
                In which town did {n} build its head office?
                """,
            checks: """
                Is {n} based in {v}?
                Are the headquarters of {n} in {v}?
                Is {n} run from {v}?
                """,
            changes: """
                {s} is no longer based in {w}; it is now based in {v}.
                {s} moved its headquarters from {w} to {v}.
                The main office of {o} was in {w} and is now in {v}.
                """),
        Relation(
            "founder", of: .company, value: .person,
            says: """
                {s} was founded by {v}.
                The founder of {o} is {v}.
                {v} founded {o}.
                {s} was started by {v}.
                {v} is the founder of {o}.
                {s} owes its beginning to {v}.
                It was {v} who set up {o}.
                The first owner of {o} was {v}, its founder.
                """,
            asks: """
                Who founded {n}?
                Who is the founder of {n}?
                By whom was {n} founded?
                Who started {n}?
                What is the name of the founder of {n}?
                To whom does {n} owe its beginning?
                Who set up {n}?
                Who was the first owner of {n}?
                """,
            checks: """
                Did {v} found {n}?
                Is {v} the founder of {n}?
                Was {n} founded by {v}?
                """),
        Relation(
            "founding_year", of: .company, value: .year,
            says: """
                {s} was founded in {v}.
                The founding year of {o} is {v}.
                {s} has existed since {v}.
                In {v}, {s} was founded.
                {v} is the year in which {s} was founded.
                {s} opened for business in {v}.
                {s} dates back to {v}.
                The sign of {o} says "since {v}".
                """,
            asks: """
                When was {n} founded?
                What is the founding year of {n}?
                Since when has {n} existed?
                In which year was {n} founded?
                What year was {n} founded?
                In which year did {n} open for business?
                To which year does {n} date back?
                Since which year, says the sign, has {n} been there?
                """,
            checks: """
                Was {n} founded in {v}?
                Has {n} existed since {v}?
                Is {v} the founding year of {n}?
                """),
        Relation(
            "director", of: .company, value: .person,
            says: """
                {s} is led by {v}.
                The director of {o} is {v}.
                {v} is the director of {o}.
                {s} has {v} as its director.
                {v} runs {o}.
                {s} is managed by {v}.
                At the head of {o} stands {v}.
                Letters of {o} are signed by {v}, the director.
                """,
            asks: """
                Who leads {n}?
                Who is the director of {n}?
                By whom is {n} led?
                Whom does {n} have as its director?
                Who runs {n}?
                What is the name of the director of {n}?
                Who stands at the head of {n}?
                Who signs the letters of {n}?
                """,
            checks: """
                Is {v} the director of {n}?
                Does {v} run {n}?
                Is {n} led by {v}?
                """,
            changes: """
                {s} is no longer led by {w}; its director is now {v}.
                {w} left {o}, and {v} became its director.
                The director of {o} was {w} and is now {v}.
                """),
        Relation(
            "product", of: .company, value: .product,
            says: """
                {s} makes {v}.
                {s} produces {v}.
                {s} is known for its {v}.
                The main product of {o} is {v}.
                {v} are made by {o}.
                {s} sells {v}.
                From the factory of {o} come {v}.
                Whoever needs {v} orders them from {o}.
                """,
            asks: """
                What does {n} make?
                What does {n} produce?
                For what is {n} known?
                What is the main product of {n}?
                Which goods are made by {n}?
                What does {n} sell?
                What comes from the factory of {n}?
                What does one order from {n}?
                """,
            checks: """
                Does {n} make {v}?
                Does {n} sell {v}?
                Is {n} known for its {v}?
                """,
            changes: """
                {s} no longer makes {w}; it now makes {v}.
                {s} stopped selling {w} and now sells {v}.
                {s} used to produce {w}, but now produces {v}.
                """),
    ]
}
