using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Contracts;
using Users.Contracts.Registrations;
using Users.Registrations.Mails;
using Users.ServiceDefaults;

namespace Users.Registrations;

internal static class RegistrationsInboxExtensions
{
    /// <summary>Adds the database of registrations, and the inbox that mails are sent with.</summary>
    public static IServiceCollection AddRegistrationsInbox(this IServiceCollection services)
    {
        services.AddValidatedSection<ProcessOptions>("Registrations");

        return services.AddKafkaInbox<RegistrationsDbContext>("Registrations", inbox => inbox
            .UseJson(ContractsJsonContext.Default)
            .Fact<WelcomeMailSent>(Topics.WelcomeMailEvents.Name, mail => mail.UserId.ToString())
            .CommandsLive(Topics.WelcomeMails.Retention!.Value)
            .ConflictsAs(operationId => new OperationConflicted(operationId))
            .ProbeWith(ProbeAsync));
    }

    private static async Task ProbeAsync(RegistrationsDbContext db, CancellationToken cancellationToken)
    {
        // It is gone again before anybody sends it.
        var probe = new MailRow { OperationId = Guid.CreateVersion7(), Text = string.Empty, CreatedAt = DateTime.UnixEpoch };
        db.Add(probe);
        await db.SaveChangesAsync(cancellationToken);
        await db.Mails.Where(mail => mail.OperationId == probe.OperationId).ExecuteDeleteAsync(cancellationToken);
    }
}
