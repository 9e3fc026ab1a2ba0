internal import MemoryTypes
internal import Wire

/// Whole lists, page by page.
extension Conversation {
    func allPools() async throws -> [PoolDescription] {
        var pools: [PoolDescription] = []
        var after: PoolName?
        repeat {
            let page = try await call(ListPools(after: after, limit: Limits.pageMax))
            pools += page.pools
            after = page.next
        } while after != nil
        return pools
    }

    func documents(in pool: PoolName?, state: DocumentState? = nil, max: Int) async throws -> [DocumentStatus] {
        var documents: [DocumentStatus] = []
        var after: JobID?
        repeat {
            let limit = min(Limits.pageMax, max - documents.count)
            let page = try await call(ListDocuments(pool: pool, state: state, after: after, limit: limit))
            documents += page.documents
            after = page.next
        } while after != nil && documents.count < max
        return documents
    }

    func jobs(in pool: PoolName?, state: JobState?, max: Int) async throws -> [JobDescription] {
        var jobs: [JobDescription] = []
        var after: JobID?
        repeat {
            let limit = min(Limits.pageMax, max - jobs.count)
            let page = try await call(ListJobs(pool: pool, state: state, after: after, limit: limit))
            jobs += page.jobs
            after = page.next
        } while after != nil && jobs.count < max
        return jobs
    }
}
