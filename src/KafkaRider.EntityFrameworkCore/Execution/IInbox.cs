using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Executes commands, each once in effect however often it comes, and tells of their outcomes.</summary>
/// <typeparam name="TDbContext">The context of the database that they change.</typeparam>
/// <remarks>
/// Whatever waits while a transaction runs is the next one: a command that comes alone waits for nobody. The outcome is kept in the
/// transaction of the change, published, and sent to whoever awaits it. Is safe for concurrent use.
/// </remarks>
public interface IInbox<TDbContext>
    where TDbContext : DbContext
{
    /// <summary>Executes the command of a message.</summary>
    /// <typeparam name="TCommand">The type of the command.</typeparam>
    /// <param name="context">The message.</param>
    /// <param name="decide">
    /// Reads and changes what it likes through the context, and returns the outcome. Changes that it has not saved are saved after it. It may
    /// run again: when a transaction is lost, and when a unique key or a concurrency token shows that somebody was quicker.
    /// </param>
    /// <returns>A task that ends when the outcome is with the brokers.</returns>
    /// <exception cref="InvalidCommandException">The command can never succeed.</exception>
    /// <exception cref="StoreUnavailableException">The command may or may not have been executed; when it comes again it is found out.</exception>
    Task ExecuteAsync<TCommand>(ConsumeContext<TCommand> context, Func<TCommand, TDbContext, Task<object>> decide)
        where TCommand : class;

    /// <summary>Executes the command of a message together with all others on the same kind of rows.</summary>
    /// <typeparam name="TCommand">The type of the command.</typeparam>
    /// <typeparam name="TRows">The rows that it is about.</typeparam>
    /// <param name="context">The message.</param>
    /// <param name="decision">Decides the outcome.</param>
    /// <returns>A task that ends when the outcome is with the brokers.</returns>
    /// <exception cref="InvalidCommandException">The command can never succeed.</exception>
    /// <exception cref="StoreUnavailableException">The command may or may not have been executed; when it comes again it is found out.</exception>
    Task ExecuteAsync<TCommand, TRows>(ConsumeContext<TCommand> context, IBatchDecision<TRows> decision)
        where TCommand : class
        where TRows : BatchRows, new();

    /// <summary>Executes a command that no message has brought. Nobody is told of its outcome but the caller.</summary>
    /// <param name="operation">What it is to the inbox.</param>
    /// <param name="decide">Decides the outcome, as for a message.</param>
    /// <param name="cancellationToken">Takes the command back while it waits; once a transaction has it, it is executed.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidCommandException">The command can never succeed.</exception>
    /// <exception cref="StoreUnavailableException">The command may or may not have been executed; giving it again finds out.</exception>
    Task<CommandResult> ExecuteAsync(Operation operation, Func<TDbContext, Task<object>> decide, CancellationToken cancellationToken);

    /// <summary>Executes a command that no message has brought. Nobody is told of its outcome but the caller.</summary>
    /// <typeparam name="TRows">The rows that it is about.</typeparam>
    /// <param name="operation">What it is to the inbox.</param>
    /// <param name="decision">Decides the outcome.</param>
    /// <param name="cancellationToken">Takes the command back while it waits; once a transaction has it, it is executed.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidCommandException">The command can never succeed.</exception>
    /// <exception cref="StoreUnavailableException">The command may or may not have been executed; giving it again finds out.</exception>
    Task<CommandResult> ExecuteAsync<TRows>(Operation operation, IBatchDecision<TRows> decision, CancellationToken cancellationToken)
        where TRows : BatchRows, new();

    /// <summary>Returns what came of an operation.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="stepNumber">Which step of it; 0 where it has one only.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Its row of the inbox, or <see langword="null"/> if it is not executed yet, or was too long ago.</returns>
    Task<InboxRow?> FindAsync(Guid operationId, int stepNumber, CancellationToken cancellationToken);

    /// <summary>Returns the operation id that a message carries, and the fingerprint of its command.</summary>
    /// <typeparam name="TCommand">The type of the command.</typeparam>
    /// <param name="context">The message.</param>
    /// <returns>What the command is to the inbox.</returns>
    /// <exception cref="InvalidCommandException">The message has no id at all, so executing it only once is not possible.</exception>
    Operation ReadOperation<TCommand>(ConsumeContext<TCommand> context)
        where TCommand : class;
}
