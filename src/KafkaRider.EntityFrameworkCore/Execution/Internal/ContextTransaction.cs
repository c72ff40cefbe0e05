using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Executes commands one after another in one transaction, each with a context of its own behind a savepoint of its own.</summary>
/// <remarks>What one of them fails with is undone without its neighbours, unless the transaction itself is lost.</remarks>
internal sealed class ContextTransaction<TDbContext>(DatabaseSession session, InboxContexts<TDbContext> contexts, TransactionParts parts)
    : BatchTransaction(session, parts)
    where TDbContext : DbContext
{
    private const string Savepoint = "command";

    // Each time somebody else was quicker. Who never looks what is there is told so in the end.
    private const int Decisions = 5;

    public override async Task ExecuteAsync(IReadOnlyList<PendingCommand> batch, bool readFirst, CancellationToken cancellationToken)
    {
        var transaction = await Session.BeginAsync(cancellationToken).ConfigureAwait(false);
        var sql = Session.CreateText();
        AppendInboxRead(sql, batch);
        await Session.QueryAsync(
            sql,
            async reader =>
            {
                await ReadInboxAsync(reader).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

        foreach (var pending in batch)
        {
            await DecideAsync((ContextCommand<TDbContext>)pending, transaction, cancellationToken).ConfigureAwait(false);
        }

        ThrowIfDatabaseFailedAll(batch);

        if (HasExecuted)
        {
            sql = Session.CreateText();
            AppendInboxWrite(sql);
            await Session.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
        }

        await Session.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DecideAsync(ContextCommand<TDbContext> pending, MySqlTransaction transaction, CancellationToken cancellationToken)
    {
        pending.Failure = null;

        try
        {
            if (TryAnswer(pending))
            {
                return;
            }
        }
        catch (Exception exception)
        {
            pending.Failure = exception;
            return;
        }

        for (var decision = 1; ; decision++)
        {
            try
            {
                await TryAsync(pending, transaction, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (!EndsTransaction(exception, cancellationToken))
            {
                await UndoAsync(transaction, exception).ConfigureAwait(false);

                if (!WasOvertaken(exception) || decision == Decisions)
                {
                    pending.Failure = Explain(exception);
                    return;
                }
            }
            catch (Exception exception) when (DatabaseErrors.IsTimeout(exception) && !cancellationToken.IsCancellationRequested)
            {
                // Its neighbours are executed without it.
                pending.TrySetException(new StoreUnavailableException("The decision took longer than Store:CommandTimeout.", exception));
                throw;
            }
        }
    }

    private async Task TryAsync(ContextCommand<TDbContext> pending, MySqlTransaction transaction, CancellationToken cancellationToken)
    {
        object? outcome = null;
        await Session.UseAsync(
            async connection =>
            {
                await transaction.SaveAsync(Savepoint, CancellationToken.None).ConfigureAwait(false);
                await using var context = contexts.CreateOn(connection);
                context.Database.AutoSavepointsEnabled = false;
                await context.Database.UseTransactionAsync(transaction, CancellationToken.None).ConfigureAwait(false);

                outcome = await pending.Decide(context).ConfigureAwait(false)
                    ?? throw new InvalidOperationException("The decision returned no outcome.");
                await context.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        Note(pending, outcome!);
    }

    private static async Task UndoAsync(MySqlTransaction transaction, Exception cause)
    {
        try
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException)
        {
            // The transaction is gone, and the reason is not that.
            throw DatabaseErrors.Cause(cause);
        }
    }

    // A deadlock has undone everything; a server that takes no writes, or does not answer, takes none of the others either.
    private bool EndsTransaction(Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested || !Session.IsUsable || DatabaseErrors.IsWrongServer(exception) || DatabaseErrors.Number(exception) == 1213;

    private static bool WasOvertaken(Exception exception) => exception is DbUpdateConcurrencyException || DatabaseErrors.IsDuplicateKey(exception);

    private static Exception Explain(Exception exception) => DatabaseErrors.Cause(exception) switch
    {
        var cause when DatabaseErrors.IsDuplicateKey(cause) => new InvalidCommandException(
            "The decision inserts a row whose unique key is taken, however often it is made: it has to look what is there.", exception),
        var cause when DatabaseErrors.IsRefusal(cause) => new InvalidCommandException("The database refuses the content of the command.", exception),
        DbUpdateConcurrencyException or MySqlException => new StoreUnavailableException(
            $"The command could not be executed: {DatabaseReasons.Explain(exception)}.", exception),
        _ => exception,
    };

    // Where nothing could be done, the database is what is wrong, and not the commands.
    private static void ThrowIfDatabaseFailedAll(IReadOnlyList<PendingCommand> batch)
    {
        if (batch.All(pending => pending.Failure is StoreUnavailableException { InnerException: not null }))
        {
            throw DatabaseErrors.Cause(batch[0].Failure!.InnerException!);
        }
    }
}
