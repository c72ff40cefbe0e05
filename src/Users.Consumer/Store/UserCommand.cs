namespace Users.Consumer.Store;

/// <summary>A command on users, as the store executes it.</summary>
internal abstract class UserCommand(Operation operation, Digest fingerprint)
{
    public Operation Operation { get; } = operation;

    /// <summary>Gets the digest of the type and the content: two commands with one operation id must agree in it.</summary>
    public Digest Fingerprint { get; } = fingerprint;

    /// <summary>Gets whether deciding needs the users as they were read. If not, the unique keys refuse what was decided wrongly.</summary>
    public virtual bool NeedsUsers => true;

    /// <summary>Adds the users that <see cref="Decide"/> looks at.</summary>
    public abstract void AddKeysTo(UserKeys keys);

    /// <summary>Decides the outcome and makes the change in memory. It may run again, on what the database holds by then.</summary>
    /// <returns>One of the outcomes that <see cref="OutcomeFormat"/> knows.</returns>
    public abstract object Decide(UserSet users, DateTime now);
}
