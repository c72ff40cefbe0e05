using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Represents what SQL alone cannot do for a migration, and is done just before that is noted as applied.</summary>
/// <typeparam name="TDbContext">The context whose database it is.</typeparam>
public interface ISchemaStep<in TDbContext>
    where TDbContext : DbContext
{
    /// <summary>Gets the id of the migration that it belongs to.</summary>
    string MigrationId { get; }

    /// <summary>Does it. Any number of instances may do so at once, and again: a start that is cut short does it again.</summary>
    /// <param name="context">A context; the tables may not exist yet.</param>
    /// <param name="cancellationToken">Ends it when the process stops.</param>
    /// <returns>A task that ends when it is done.</returns>
    Task RunAsync(TDbContext context, CancellationToken cancellationToken);
}
