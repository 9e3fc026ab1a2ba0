/// Words around facts that say nothing about them.
enum FactClauses {
    static let openings = [
        "as far as anyone knows, ", "according to the register, ", "everyone in town knows that ",
        "it is well known that ", "friends say that ", "I was told that ", "for the record, ", "by the way, ",
        "in fact, ", "it seems that ", "people say that ", "the papers report that ", "we learned yesterday that ",
        "as the letter mentions, ", "at the moment it is true that ", "believe it or not, ", "nobody doubts that ",
        "the clerk noted that ", "note that ", "to the surprise of many, ",
    ]
    static let endings = [
        ", as far as I know.", ", or so I was told.", ", and everyone knows it.", ", according to the neighbours.",
        ", as the records show.", ", which surprised nobody.", ", says the report.", ", I believe.", ", it is said.",
    ]
    static let fillers = [
        "The weather was mild that day.", "It rained for most of the week.", "The meeting lasted two hours.",
        "Nobody remembers who asked first.", "The train was late again.", "A letter arrived in the morning.",
        "The old clock struck four.", "There was little else to report.", "The street was quiet.",
        "Everybody had a good time.", "The soup was cold by then.", "That is all there is to say about it.",
        "The list was longer than expected.", "Some notes were lost.", "The photographs are in the drawer.",
        "It was a long winter.", "The door was left open.", "The visitors stayed until midnight.",
        "A dog barked somewhere.", "The following was written down.", "Here is what we know.",
        "More will be added later.",
        "The office is closed on holidays.", "The room was full.", "It all began with a phone call.",
        "The rest is of no importance.", "The bus stops at the corner.", "The garden needs water.",
        "Some of this may come as news.", "The coffee was excellent.",
    ]
    static let corrections = [
        "correction: ", "it has turned out that ", "as it turns out, ", "contrary to what was said before, ",
        "that was a mistake: ", "as of today, ", "since last week it is different: ", "by now things have changed: ",
        "the record has been corrected: ", "an update: ", "in the meantime this has changed: ",
        "what was reported earlier is wrong: ",
    ]
    static let requests = [
        "tell me: ", "please tell me: ", "I would like to know: ", "do you remember? ", "a question: ",
        "please answer: ", "can you help me? ", "quick question: ",
    ]
}
