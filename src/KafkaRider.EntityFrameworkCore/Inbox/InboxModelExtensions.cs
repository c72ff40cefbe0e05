using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Adds the inbox to the model of a context.</summary>
public static class InboxModelExtensions
{
    /// <summary>Adds the table <c>inbox</c>, so that migrations make it and the context can read it.</summary>
    /// <param name="modelBuilder">The model of a context on MySQL or MariaDB.</param>
    /// <returns>The same model.</returns>
    public static ModelBuilder AddInbox(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);

        return modelBuilder.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox");

            // Rows lie in the order of time: new ones go to the end, and old ones are purged from the front.
            row.HasKey(x => new { x.CreatedAt, x.OperationId, x.Step });
            row.HasIndex(x => new { x.OperationId, x.Step }).IsUnique().HasDatabaseName("ux_inbox_operation_step");
            row.Property(x => x.OperationId).HasColumnName("operation_id").HasConversion<BigEndianGuidConverter>().HasColumnType("binary(16)");
            row.Property(x => x.Step).HasColumnName("step").HasDefaultValue(0).ValueGeneratedNever()
                .HasComment("of the operation; 0 where it has one only");
            row.Property(x => x.MessageId).HasColumnName("message_id").HasConversion<BigEndianGuidConverter>().HasColumnType("binary(16)")
                .HasComment("the message that was executed: another one with this operation id is a retry");
            row.Property(x => x.Fingerprint).HasColumnName("fingerprint").HasConversion<DigestConverter>().HasColumnType("binary(32)")
                .HasComment("SHA-256 of the command type and content");
            row.Property(x => x.Caller).HasColumnName("caller").HasConversion<DigestConverter>().HasColumnType("binary(32)")
                .HasComment("SHA-256 of who asked; NULL if that is not known");
            row.Property(x => x.OutcomeType).HasColumnName("outcome_type").HasMaxLength(64);
            row.Property(x => x.Outcome).HasColumnName("outcome").HasColumnType("text").HasComment("JSON, kept as it was written");
            row.Property(x => x.CreatedAt).HasColumnName("created_at").HasColumnType("datetime(6)").HasComment("UTC");
        });
    }
}
