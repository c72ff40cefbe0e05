using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Deletes a user: all that HTTP knows of it.</summary>
internal static class DeleteUserEndpoint
{
    public static void AddDeleteUser(this KafkaCommandsBuilder commands) => commands
        .Add<DeleteUser>(command => command.UserId.ToString())
        .Outcome<UserDeleted>(StatusCodes.Status204NoContent, user => user.Entity(deleted => deleted.UserId, deleted => deleted.Version))
        .NotFound()
        .VersionConflict()
        .Fits<UserDeleted>((command, deleted) => deleted.UserId == command.UserId
            && new ExpectedVersion(command.ExpectedVersion, command.ExpectedVersions).Includes(deleted.Version - 1))
        .Fits<UserNotFound>((command, none) => none.UserId == command.UserId)
        .Fits<UserVersionConflict>((command, conflict) =>
            conflict.UserId == command.UserId && conflict.ExpectedVersion == command.ExpectedVersion);

    public static RouteHandlerBuilder MapDeleteUser(this IEndpointRouteBuilder users, string pattern) => users
        .MapCommand<DeleteUser>(HttpMethods.Delete, pattern, UserProblems.NotFound, user => new(user.Id, user.Expected.Latest, user.Expected.All));
}
