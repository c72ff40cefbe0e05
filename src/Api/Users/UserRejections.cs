using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Says what the rejections mean that several commands on users have.</summary>
internal static class UserRejections
{
    public static CommandBuilder<TCommand> NameTaken<TCommand>(this CommandBuilder<TCommand> command)
        where TCommand : class => command.Rejection<UserDuplicated>(
            UserProblems.NameTaken, user => user.Entity(owner => owner.UserId, owner => owner.Version ?? 1));

    public static CommandBuilder<TCommand> NotFound<TCommand>(this CommandBuilder<TCommand> command)
        where TCommand : class => command.Rejection<UserNotFound>(
            UserProblems.NotFound, user => user.When(none => none.IsDeleted, UserProblems.Deleted));

    public static CommandBuilder<TCommand> VersionConflict<TCommand>(this CommandBuilder<TCommand> command)
        where TCommand : class => command.Rejection<UserVersionConflict>(UserProblems.VersionConflict, user => user
            .Link("user", conflict => UserLinks.To(conflict.UserId))
            .ETag(conflict => conflict.Version)
            .Entity(conflict => conflict.UserId, conflict => conflict.Version));
}
