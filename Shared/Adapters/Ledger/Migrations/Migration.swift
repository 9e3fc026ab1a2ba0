/// One step of the schema. The list only grows: a step that was released never changes.
struct Migration: Sendable {
    let number: Int
    let name: String
    let sql: String

    static let all: [Migration] = [
        Migration(number: 1, name: "pools", sql: poolsSQL),
        Migration(number: 2, name: "documents and jobs", sql: documentsSQL),
        Migration(number: 3, name: "log", sql: logSQL),
        Migration(number: 4, name: "facts", sql: factsSQL),
        Migration(number: 5, name: "edits and workers", sql: editsSQL),
        Migration(number: 6, name: "rebuilds", sql: rebuildsSQL),
        Migration(number: 7, name: "actors", sql: actorsSQL),
        Migration(number: 8, name: "edits", sql: editSubmissionsSQL),
    ]
}
