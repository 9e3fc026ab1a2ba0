extension KnownRelation {
    /// Fields of the factbook, by their path.
    static let fields: [String: KnownRelation] = [
        "Government/Capital/name": KnownRelation(
            "capital", .name,
            says: """
                The capital of {o} is {v}.
                {v} is the capital of {o}.
                {s} has its capital in {v}.
                {s} is governed from {v}, its capital.
                """,
            asks: """
                What is the capital of {n}?
                Which city is the capital of {n}?
                From which city is {n} governed?
                """),
        "Geography/Coastline": KnownRelation(
            "coastline",
            says: """
                The coastline of {o} is {v} long.
                {s} has a coastline of {v}.
                {v} is the length of the coast of {o}.
                """,
            asks: """
                How long is the coastline of {n}?
                What is the length of the coast of {n}?
                """),
        "Geography/Elevation/highest point": KnownRelation(
            "highest_point", .words,
            says: """
                The highest point of {o} is {v}.
                {v} is the highest point of {o}.
                Nothing in {o} is higher than {v}.
                """,
            asks: """
                What is the highest point of {n}?
                Which point of {n} is the highest?
                """),
        "Geography/Elevation/lowest point": KnownRelation(
            "lowest_point", .words,
            says: """
                The lowest point of {o} is {v}.
                {v} is the lowest point of {o}.
                """,
            asks: """
                What is the lowest point of {n}?
                Which point of {n} is the lowest?
                """),
        "Geography/Area/total": KnownRelation(
            "area",
            says: """
                {s} has an area of {v}.
                The area of {o} is {v}.
                {s} covers {v}.
                """,
            asks: """
                What is the area of {n}?
                How large is {n}?
                """),
        "People and Society/Population/total": KnownRelation(
            "population",
            says: """
                {s} has a population of {v}.
                The population of {o} is {v}.
                {v} people live in {o}.
                """,
            asks: """
                What is the population of {n}?
                How many people live in {n}?
                """),
        "Communications/Internet country code": KnownRelation(
            "internet_code", .name,
            says: """
                The internet country code of {o} is {v}.
                Web addresses in {o} end in {v}.
                """,
            asks: """
                What is the internet country code of {n}?
                In what do web addresses in {n} end?
                """),
        "Government/Government type": KnownRelation(
            "government",
            says: """
                The form of government of {o} is: {v}.
                By its form of government, {s} is a {v}.
                """,
            asks: """
                What is the form of government of {n}?
                What type of government does {n} have?
                """),
        "Government/Independence": KnownRelation(
            "independence", .name,
            says: """
                {s} became independent on {v}.
                The independence of {o} dates from {v}.
                On {v}, {s} gained independence.
                """,
            asks: """
                When did {n} become independent?
                On what date did {n} gain independence?
                """),
        "People and Society/Nationality/adjective": KnownRelation(
            "adjective", .name,
            says: """
                What comes from {o} is called {v}.
                Things from {o} are {v}.
                The adjective for {o} is {v}.
                """,
            asks: """
                What is the adjective for {n}?
                What does one call things from {n}?
                """),
        "Government/Country name/conventional long form": KnownRelation(
            "long_name",
            says: """
                The full name of {o} is {v}.
                {s} is officially called {v}.
                """,
            asks: """
                What is the full name of {n}?
                What is {n} officially called?
                """),
        "Government/National anthem(s)/title": KnownRelation(
            "anthem", .quoted,
            says: """
                The national anthem of {o} is {v}.
                {v} is the national anthem of {o}.
                {s} has {v} as its national anthem.
                """,
            asks: """
                What is the national anthem of {n}?
                Which song is the national anthem of {n}?
                """),
        "Transportation/Airports": KnownRelation(
            "airports", .name,
            says: """
                {s} has {v} airports.
                The number of airports in {o} is {v}.
                """,
            asks: """
                How many airports does {n} have?
                What is the number of airports in {n}?
                """),
        "Transportation/Railways/total": KnownRelation(
            "railways",
            says: """
                The railways of {o} are {v} long.
                {s} has {v} of railways.
                """,
            asks: """
                How long are the railways of {n}?
                What length of railways does {n} have?
                """),
        "Geography/Map references": KnownRelation(
            "region", .name,
            says: """
                On maps, {s} is found under {v}.
                {s} belongs to this region: {v}.
                """,
            asks: """
                Under which region is {n} found on maps?
                To which region does {n} belong?
                """),
        "People and Society/Median age/total": KnownRelation(
            "median_age",
            says: """
                The median age in {o} is {v}.
                {s} has a median age of {v}.
                """,
            asks: """
                What is the median age in {n}?
                What median age does {n} have?
                """),
        "Government/Legislative branch/term in office": KnownRelation(
            "term", .name,
            says: """
                The parliament of {o} is elected for {v}.
                In {o}, a term in parliament lasts {v}.
                """,
            asks: """
                For how long is the parliament of {n} elected?
                How long is a term in the parliament of {n}?
                """),
        "Economy/Exchange rates/Currency": KnownRelation(
            "currency", .name,
            says: """
                The currency of {o} is measured in {v}.
                Exchange rates of {o} are given in {v}.
                """,
            asks: """
                In what are exchange rates of {n} given?
                In what is the currency of {n} measured?
                """),
    ]
}
