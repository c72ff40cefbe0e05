namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents a command that is decided in memory, on rows that are read and written for a whole batch at once.</summary>
/// <typeparam name="TRows">The rows that it is about.</typeparam>
/// <remarks>Commands on the same kind of rows are executed together: one round trip to read, one to write, however many they are.</remarks>
public interface IBatchDecision<in TRows>
    where TRows : BatchRows
{
    /// <summary>Gets whether deciding needs the rows as they are. If not, unique keys have to refuse what was decided wrongly.</summary>
    bool NeedsRows { get; }

    /// <summary>Names the rows that <see cref="Decide"/> looks at.</summary>
    /// <param name="rows">What is going to read them.</param>
    void Name(TRows rows);

    /// <summary>Decides the outcome and makes the change in memory. It may run again, on what the database holds by then.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="now">The time of the batch in UTC, in whole microseconds.</param>
    /// <returns>One of the outcomes that are registered.</returns>
    /// <exception cref="InvalidCommandException">The command can never succeed.</exception>
    object Decide(TRows rows, DateTime now);
}
