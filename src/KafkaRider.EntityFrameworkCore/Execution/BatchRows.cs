using System.Data.Common;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>
/// Represents the rows that the commands of one batch are about: as they were read, and as the commands before this one left them.
/// </summary>
/// <remarks>
/// One is made for each attempt at a batch. What was read can be stale by the time of the write, so write in such a way that a unique key
/// refuses it then: the batch is read and decided again.
/// </remarks>
public abstract class BatchRows
{
    /// <summary>Gets whether what is read is locked, so that reading is part of the transaction that writes.</summary>
    /// <value>
    /// The default is <see langword="false"/>, which suits rows that seldom change. Where many commands change one row, have
    /// <see cref="AppendReads"/> append <c>FOR UPDATE</c>, in an order that every writer keeps, and every decision need its rows: writers then wait for
    /// one another instead of deciding again.
    /// </value>
    protected internal virtual bool LocksRows => false;

    /// <summary>Appends the statements that read what the decisions have named, if anything.</summary>
    /// <param name="sql">The text so far.</param>
    protected internal abstract void AppendReads(SqlText sql);

    /// <summary>Reads the results of those statements.</summary>
    /// <param name="reader">The reader, on the first result of theirs.</param>
    /// <returns>A task that ends when everything is read.</returns>
    protected internal abstract Task ReadAsync(DbDataReader reader);

    /// <summary>Appends the statements that write what the decisions have changed, each with a semicolon behind it.</summary>
    /// <param name="sql">The text so far, in which a transaction has begun.</param>
    /// <remarks>Write rows in an order that every writer keeps, so that two writers cannot wait for each other.</remarks>
    protected internal abstract void AppendWrites(SqlText sql);
}
