/// What this program says of itself.
package enum Build {
    package static let version = "0.1.0"
}
