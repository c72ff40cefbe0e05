using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Registrations.Mails;

namespace Users.Registrations;

/// <summary>Represents what the database holds.</summary>
internal sealed class RegistrationsDbContext(DbContextOptions<RegistrationsDbContext> options) : DbContext(options)
{
    public DbSet<SagaRow> Sagas => Set<SagaRow>();

    public DbSet<MailRow> Mails => Set<MailRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuidConverter>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<DateTime>().HaveColumnType("datetime(6)");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasCharSet("utf8mb4").UseCollation("utf8mb4_bin");

        modelBuilder.Entity<MailRow>(mail =>
        {
            mail.ToTable("mails");
            mail.HasKey(x => x.OperationId);
            mail.Property(x => x.OperationId).HasColumnName("operation_id").ValueGeneratedNever();
            mail.Property(x => x.UserId).HasColumnName("user_id");
            mail.Property(x => x.Text).HasColumnName("text").HasColumnType("text");
            mail.Property(x => x.CreatedAt).HasColumnName("created_at").HasComment("UTC");
        });

        modelBuilder.AddInbox();
        modelBuilder.AddSagas();
    }
}
