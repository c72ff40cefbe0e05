using KafkaRider.AspNetCore;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Adds the commands on users.</summary>
internal static class UsersExtensions
{
    public static void AddUsers(this KafkaCommandsBuilder commands)
    {
        commands.AddCreateUser();
        commands.AddUpdateUser();
        commands.AddDeleteUser();

        // Nobody asks for it over HTTP. What comes of it is among the outcomes all the same.
        commands.Add<UndoCreateUser>(command => command.UserId.ToString()).Outcome<UserCreationUndone>(StatusCodes.Status204NoContent);
        commands.Conflict<OperationConflicted>();
        commands.Json(ContractsJsonContext.Default);
        commands.CheckOutcomes(EventRules.Check);
        commands.Outcomes(Topics.Events.Name);
        commands.Outcomes(Topics.Outcomes.Name);
        commands.LagLimit(services => services.GetRequiredService<UserView>().LagLimit);
        commands.Services.AddSingleton<IOutcomeObserver, OwnUsers>();
        commands.AskForOperations(Topics.Queries.Name);

        foreach (var topic in Topics.Users)
        {
            commands.Topic(topic.Name, topic.Partitions, topic.Retention);
        }
    }

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("").WithTags("Users");
        users.MapCreateUser("/users").WithSummary("Creates a user");
        users.MapCreateUser("/").WithName("createUserAtRoot").WithSummary("Creates a user, as POST /users does");
        users.MapUpdateUser("/users/{id}").WithSummary("Gives a user another name");
        users.MapDeleteUser("/users/{id}").WithSummary("Deletes a user");
        routes.MapReadUsers();
    }
}
