using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Says what an outcome tells of, beside its status and body.</summary>
/// <typeparam name="TOutcome">The type of the outcome.</typeparam>
public sealed class OutcomeBuilder<TOutcome>
    where TOutcome : class
{
    internal OutcomeBuilder(OutcomeMeaning<TOutcome> meaning) => Meaning = meaning;

    internal OutcomeMeaning<TOutcome> Meaning { get; }

    /// <summary>Names where the entity is found, in the header Location.</summary>
    /// <param name="path">Returns the path, such as <c>/users/1</c>.</param>
    /// <returns>The same builder, for chaining.</returns>
    public OutcomeBuilder<TOutcome> Location(Func<TOutcome, string> path)
    {
        Meaning.Location = path;
        return this;
    }

    /// <summary>Names the version of the entity as an entity tag, in the header ETag.</summary>
    /// <param name="version">Returns the version.</param>
    /// <returns>The same builder, for chaining.</returns>
    public OutcomeBuilder<TOutcome> ETag(Func<TOutcome, int> version)
    {
        Meaning.ETag = version;
        return this;
    }

    /// <summary>Says of which state of which entity the outcome tells, as a consistency token: who sends it back reads no older state.</summary>
    /// <param name="id">Returns the entity.</param>
    /// <param name="version">Returns its version.</param>
    /// <returns>The same builder, for chaining.</returns>
    public OutcomeBuilder<TOutcome> Entity(Func<TOutcome, Guid> id, Func<TOutcome, int> version)
    {
        Meaning.Entity = outcome => new(id(outcome), version(outcome));
        return this;
    }

    /// <summary>Adds a link to the operation that had the outcome.</summary>
    /// <param name="name">What it leads to, such as <c>user</c>.</param>
    /// <param name="path">Returns the path.</param>
    /// <returns>The same builder, for chaining.</returns>
    public OutcomeBuilder<TOutcome> Link(string name, Func<TOutcome, string> path)
    {
        Meaning.Links.Add((name, path));
        return this;
    }

    /// <summary>Answers some of these outcomes with another problem.</summary>
    /// <param name="condition">Says which.</param>
    /// <param name="problem">The problem.</param>
    /// <returns>The same builder, for chaining.</returns>
    public OutcomeBuilder<TOutcome> When(Func<TOutcome, bool> condition, Problem problem)
    {
        Meaning.Exceptions.Add((condition, problem));
        return this;
    }
}
