using Microsoft.EntityFrameworkCore;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>What the database holds. Batches of commands are written in a text of their own: docs/adr/0012.</summary>
internal sealed class UsersDbContext(DbContextOptions<UsersDbContext> options) : DbContext(options)
{
    private const string Utc = "UTC";

    public DbSet<User> Users => Set<User>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianId>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<Digest>().HaveConversion<DigestBytes>().HaveColumnType("binary(32)");
        configurationBuilder.Properties<DateTime>().HaveColumnType("datetime(6)");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasCharSet("utf8mb4").UseCollation("utf8mb4_bin");

        modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.HasKey(x => x.Id);
            user.HasIndex(x => x.NameKey).IsUnique().HasDatabaseName("ux_users_name_key");
            user.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever()
                .HasComment("version 7 UUID, big-endian, so that rows go in roughly in order");
            user.Property(x => x.Name).HasColumnName("name").HasMaxLength(255).HasComment("as given");
            user.Property(x => x.NameKey).HasColumnName("name_key").HasComment("SHA-256 of the normalised name; NULL frees the name");
            user.Property(x => x.Version).HasColumnName("version");
            user.Property(x => x.CreatedAt).HasColumnName("created_at").HasComment(Utc);
            user.Property(x => x.UpdatedAt).HasColumnName("updated_at").HasComment(Utc);
            user.Ignore(x => x.IsDeleted);
        });

        modelBuilder.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox");

            // Rows lie in the order of time: new ones go to the end, and old ones are purged from the front.
            row.HasKey(x => new { x.CreatedAt, x.OperationId });
            row.HasIndex(x => x.OperationId).IsUnique().HasDatabaseName("ux_inbox_operation_id");
            row.Property(x => x.OperationId).HasColumnName("operation_id");
            row.Property(x => x.MessageId).HasColumnName("message_id")
                .HasComment("the message that was executed: another one with this operation id is a retry");
            row.Property(x => x.Fingerprint).HasColumnName("fingerprint").HasComment("SHA-256 of the command type and content");
            row.Property(x => x.OutcomeType).HasColumnName("outcome_type").HasMaxLength(64);
            row.Property(x => x.Outcome).HasColumnName("outcome").HasColumnType("text").HasComment("JSON, kept as it was written");
            row.Property(x => x.CreatedAt).HasColumnName("created_at").HasComment(Utc);
        });
    }
}
