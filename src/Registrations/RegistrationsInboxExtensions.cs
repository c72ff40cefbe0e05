using KafkaRider.EntityFrameworkCore;
using Users.Contracts;
using Users.Contracts.Registrations;
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
            .ProbeWith(AppendProbe));
    }

    // It is gone again before anybody sends it.
    private static void AppendProbe(SqlText sql)
    {
        var (id, never) = (Guid.CreateVersion7(), DateTime.UnixEpoch);
        sql.Append($"INSERT INTO mails (operation_id, user_id, text, created_at) VALUES ({id}, {id}, '', {never}); DELETE FROM mails WHERE operation_id = {id}; ");
    }
}
