internal import Bytes
package import Datasets
package import Evaluation

/// The published sets that the protocol of the paper is for.
package enum PublishedSet: String, CaseIterable, Sendable {
    case squad, nq

    /// Words of an answer at most.
    var answerWordsMax: Int { self == .squad ? 3 : 4 }
}

/// Documents and questions from files.
package struct RetentionMaterial {
    package private(set) var sources: [EvaluationSource] = []
    private let published: PublishedSet?
    private let scratch: String
    private let report: (BadRecord) -> Void

    /// - Parameter published: nil for files of lines with document, question and answer.
    package init(_ published: PublishedSet?, scratch: String, report: @escaping (BadRecord) -> Void) {
        (self.published, self.scratch, self.report) = (published, scratch, report)
    }

    /// - Parameter others: a file of documents that fill the pools; nil: those of `path` do.
    package mutating func set(path: String, others: String?) throws(Failure) -> RetentionSet {
        let asked = try documents(path)
        let fillers = try others.map { path throws(Failure) in try documents(path) } ?? []
        let set = RetentionSet(asked, others: fillers)
        guard set.isUsable else {
            throw Failure(.data, "\(path) holds fewer than two documents, or none with a question that can be asked.")
        }
        return set
    }

    private mutating func documents(_ path: String) throws(Failure) -> [RetentionDocument] {
        do throws(DatasetsError) {
            let file = try DatasetFile(path: path, scratch: scratch)
            let found = if let published { try passages(file, published) } else { try facts(file) }
            sources.append(
                EvaluationSource(
                    path: path, sha256: file.digest.hexadecimal, documents: found.count,
                    questions: found.reduce(0) { $0 + $1.questions.count }))
            return found
        } catch {
            throw Failure(.data, "\(error)")
        }
    }

    private func facts(_ file: DatasetFile) throws(DatasetsError) -> [RetentionDocument] {
        var reader = try DatasetReader<FactRecord>(file, order: .sequential)
        var gathering = Gathering()
        while let fact = try reader.next(report: report) {
            gathering.add(
                fact.document,
                RetentionQuestion(
                    text: fact.question, answers: fact.answers, person: fact.person, relation: fact.relation))
        }
        return gathering.documents
    }

    /// Passages as the paper writes them, with the questions that have a short answer.
    private func passages(_ file: DatasetFile, _ set: PublishedSet) throws(DatasetsError) -> [RetentionDocument] {
        var reader = try DatasetReader<QuestionRecord>(file, order: .sequential)
        var gathering = Gathering()
        while let record = try reader.next(report: report) {
            let answer = record.shortAnswer(wordsMax: set.answerWordsMax)
            let asked = record.question.hasSuffix("?") ? record.question : record.question + "?"
            gathering.add(
                "Context: " + record.context, answer.map { RetentionQuestion(text: asked, answers: [$0]) })
        }
        return gathering.documents
    }

    /// Documents in the order in which they first appear, each with all its questions.
    private struct Gathering {
        private(set) var documents: [RetentionDocument] = []
        private var places: [String: Int] = [:]

        mutating func add(_ text: String, _ question: RetentionQuestion?) {
            let place = places[text] ?? documents.count
            if place == documents.count {
                places[text] = place
                documents.append(RetentionDocument(text: text, questions: []))
            }
            if let question { documents[place].questions.append(question) }
        }
    }
}
