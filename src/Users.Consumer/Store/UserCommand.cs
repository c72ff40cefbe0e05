namespace Users.Consumer.Store;

/// <summary>A command on users, as the store executes it.</summary>
internal abstract class UserCommand(Operation operation, Fingerprint fingerprint)
{
    public Operation Operation { get; } = operation;

    /// <summary>Gets what two commands with one operation id must agree in.</summary>
    public Fingerprint Fingerprint { get; } = fingerprint;

    /// <summary>Gets whether deciding needs the users as they were read. If not, the unique keys refuse what was decided wrongly.</summary>
    public virtual bool NeedsUsers => true;

    /// <summary>Adds the users that <see cref="Decide"/> looks at.</summary>
    public abstract void AddKeysTo(UserKeys keys);

    /// <summary>Decides the outcome and makes the change in memory. It may run again, on what the database holds by then.</summary>
    /// <returns>One of the outcomes that <see cref="OutcomeFormat"/> knows.</returns>
    public abstract object Decide(UserSet users, DateTime now);
}
