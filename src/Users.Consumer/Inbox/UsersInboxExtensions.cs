using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Schema;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer;

internal static class UsersInboxExtensions
{
    /// <summary>Adds the inbox that users' commands are executed with, and says what they come to.</summary>
    public static IServiceCollection AddUsersInbox(this IServiceCollection services) => services.AddKafkaInbox<UsersDbContext>("Users", inbox => inbox
        .UseJson(ContractsJsonContext.Default)
        .Fact<UserCreated>(Topics.Events.Name, user => user.UserId.ToString())
        .Fact<UserUpdated>(Topics.Events.Name, user => user.UserId.ToString())
        .Fact<UserDeleted>(Topics.Events.Name, user => user.UserId.ToString())
        .Rejection<UserDuplicated>(Topics.Outcomes.Name)
        .Rejection<UserNotFound>(Topics.Outcomes.Name)
        .Rejection<UserVersionConflict>(Topics.Outcomes.Name)
        .Rejection<UserCreationUndone>(Topics.Outcomes.Name)
        .CommandsLive(Topics.Commands.Retention!.Value)
        .ConflictsAs(operationId => new OperationConflicted(operationId))
        .FormerFingerprints(FormerFingerprint.Of)
        .ProbeWith(AppendProbe)
        .AddSchemaStep<NameKeys>());

    // It is gone again before anybody asks when it was.
    private static void AppendProbe(SqlText sql)
    {
        var (id, never) = (Guid.CreateVersion7(), DateTime.UnixEpoch);
        sql.Append($"INSERT INTO users (id, name, version, created_at, updated_at) VALUES ({id}, '', 1, {never}, {never}); DELETE FROM users WHERE id = {id}; ");
    }
}
