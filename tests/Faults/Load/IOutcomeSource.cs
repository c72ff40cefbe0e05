using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>A way for a client to learn what became of an operation that it got no answer to.</summary>
public interface IOutcomeSource
{
    /// <summary>Gets what the source is called in reports.</summary>
    string Name { get; }

    /// <summary>Looks once.</summary>
    /// <param name="attempts">What the client knows: all its attempts at the operation.</param>
    Task<Finding> FindAsync(IReadOnlyList<Attempt> attempts);
}
