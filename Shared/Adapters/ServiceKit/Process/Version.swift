/// The version of every program of this project.
public let engramVersion = "0.1.0"
