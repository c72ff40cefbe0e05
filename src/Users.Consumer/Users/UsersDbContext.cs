using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Users.Consumer.Users;

/// <summary>What the database holds. Batches of commands are written in a text of their own: docs/adr/0012.</summary>
internal sealed class UsersDbContext : DbContext
{
    private const string Utc = "UTC";

    public UsersDbContext(DbContextOptions<UsersDbContext> options)
        : base(options) => ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

    public DbSet<User> Users => Set<User>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuidConverter>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<Digest>().HaveConversion<DigestConverter>().HaveColumnType("binary(32)");
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

        modelBuilder.AddInbox();
    }
}
