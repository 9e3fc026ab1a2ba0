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
                {p} headquarters are in {v}.
                {s} has its headquarters in {v}.
                {s} is headquartered in {v}.
                {p} main office is in {v}.
                {p} head office is located in {v}.
                {v} is where {s} is based.
                {v} is the seat of {n}.
                {s} has its seat in {v}.
                The main office of the company {n} is in {v}.
                The town where {s} has its headquarters is {v}.
                {s} is a firm based in {v}.
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
                Where does {n} have its headquarters?
                Where is {n} headquartered?
                Where are {n}'s headquarters?
                Where is the main office of {n}?
                Where is the head office of {n} located?
                In which town is {n} based?
                In which city are the headquarters of {n}?
                Which town is the seat of {n}?
                Where does {n} have its seat?
                Where is the firm {n} based?
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
                {p} founder is {v}.
                {p} founder was {v}.
                {s} was established by {v}.
                {s} was created by {v}.
                {v} established {o}.
                {v} created {o}.
                {v} started {o}.
                {v} was the founder of {n}.
                The person who founded {o} is {v}.
                The name of {p} founder is {v}.
                The company {n} was founded by {v}.
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
                Who is {n}'s founder?
                Who was the founder of {n}?
                Who established {n}?
                Who created {n}?
                By whom was {n} established?
                By whom was {n} started?
                Which person founded {n}?
                Who started the company {n}?
                What is the founder of {n} called?
                What is the name of the person who founded {n}?
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
                {p} founding year is {v}.
                {s} was established in {v}.
                {s} was created in the year {v}.
                {s} was started in {v}.
                {s} has been in business since {v}.
                The year in which {s} was founded is {v}.
                {p} year of foundation is {v}.
                {v} is the founding year of {n}.
                {v} was the year of {p} founding.
                In the year {v}, {s} was established.
                {p} founding took place in {v}.
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
                What is {n}'s founding year?
                When was {n} established?
                In what year was {n} established?
                When was {n} created?
                When was {n} started?
                In which year was {n} started?
                What is the year of foundation of {n}?
                Which year was {n} founded in?
                Since when has {n} been in business?
                When did the founding of {n} take place?
                Do you know when {n} was founded?
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
                {p} director is {v}.
                {v} is {p} director.
                {p} manager is {v}.
                {v} is the manager of {n}.
                {v} manages {o}.
                {v} leads the company {n}.
                {s} is run by {v}.
                {s} is directed by {v}.
                {p} chief executive is {v}.
                The name of {p} director is {v}.
                The person who runs {o} is {v}.
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
                Who is {n}'s director?
                Who manages {n}?
                Who is the manager of {n}?
                By whom is {n} run?
                By whom is {n} managed?
                Who is the chief executive of {n}?
                Who works as director at {n}?
                Who is in charge at {n}?
                Which person runs {n}?
                What is the director of {n} called?
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
                {s} is in the business of making {v}.
                {s} manufactures {v}.
                {s} is a maker of {v}.
                {s} is a manufacturer of {v}.
                {s} is a company that makes {v}.
                {p} main products are {v}.
                {v} are what {s} makes.
                {v} are produced by {o}.
                {v} are sold by {o}.
                {v} are the main product of {n}.
                Customers buy {v} from {o}.
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
                What is {n}'s product?
                What is the product of {n}?
                What are the products of {n}?
                What does {n} manufacture?
                What is made by {n}?
                What is produced by {n}?
                Which goods does {n} sell?
                What kind of goods does {n} produce?
                Which product does {n} make?
                What do customers buy from {n}?
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
