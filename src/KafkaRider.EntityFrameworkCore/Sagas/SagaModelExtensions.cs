using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Adds sagas to the model of a context.</summary>
public static class SagaModelExtensions
{
    /// <summary>Adds the tables <c>saga</c> and <c>saga_timer</c>, so that migrations make them and the context can read them.</summary>
    /// <param name="modelBuilder">The model of a context on MySQL or MariaDB.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddSagas(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);

        return modelBuilder
            .Entity<SagaRow>(row =>
            {
                row.ToTable("saga");
                row.HasKey(x => new { x.Id, x.Type });
                row.HasIndex(x => new { x.Type, x.State, x.UpdatedAt }).HasDatabaseName("ix_saga_state");
                row.HasIndex(x => x.EndedAt).HasDatabaseName("ix_saga_ended");
                row.Property(x => x.Id).HasColumnName("id").HasConversion<BigEndianGuidConverter>().HasColumnType("binary(16)");
                row.Property(x => x.Type).HasColumnName("type").HasMaxLength(64);
                row.Property(x => x.State).HasColumnName("state").HasMaxLength(64);
                row.Property(x => x.Version).HasColumnName("version").HasComment("how many events were handled");
                row.Property(x => x.Body).HasColumnName("body").HasColumnType("mediumtext").HasComment("the instance, JSON");
                row.Property(x => x.Handled).HasColumnName("handled").HasColumnType("blob").HasComment("ids of the events that were handled, the last at the end");
                row.Property(x => x.Outgoing).HasColumnName("outgoing").HasColumnType("mediumtext").HasComment("what the last event sent, JSON");
                row.Property(x => x.StartedAt).HasColumnName("started_at").HasColumnType("datetime(6)").HasComment("UTC");
                row.Property(x => x.UpdatedAt).HasColumnName("updated_at").HasColumnType("datetime(6)").HasComment("UTC");
                row.Property(x => x.EndedAt).HasColumnName("ended_at").HasColumnType("datetime(6)").HasComment("UTC; NULL while it runs");
                row.Property(x => x.Closed).HasColumnName("closed").HasComment("whether it takes no more events");
            })
            .Entity<SagaTimerRow>(row =>
            {
                row.ToTable("saga_timer");
                row.HasKey(x => x.Id);
                row.HasIndex(x => x.DueAt).HasDatabaseName("ix_saga_timer_due");
                row.Property(x => x.Id).HasColumnName("id").HasConversion<BigEndianGuidConverter>().HasColumnType("binary(16)");
                row.Property(x => x.DueAt).HasColumnName("due_at").HasColumnType("datetime(6)").HasComment("UTC");
                row.Property(x => x.Records).HasColumnName("records").HasColumnType("mediumtext").HasComment("what is to be written then, JSON");
            });
    }
}
