using System.ComponentModel.DataAnnotations;
using FluentValidation;
using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Gives a user another name: all that HTTP knows of it.</summary>
internal static class UpdateUserEndpoint
{
    internal sealed record Body([property: StringLength(UserName.MaxLength, MinimumLength = 1), RegularExpression(UserNameRules.Pattern)] JsonText Name);

    internal sealed class Rules : AbstractValidator<Body>
    {
        // A patch may leave it out, and then leaves it as it is.
        public Rules() => RuleFor(body => body.Name).UserName().When(body => body.Name.Kind != JsonTextKind.Missing);
    }

    public static void AddUpdateUser(this KafkaCommandsBuilder commands) => commands
        .Add<UpdateUser>(command => command.UserId.ToString())
        .Outcome<UserUpdated, UserResponse>(StatusCodes.Status200OK, UserResponse.From, user => user
            .Link("user", updated => UserLinks.To(updated.UserId))
            .ETag(updated => updated.Version)
            .Entity(updated => updated.UserId, updated => updated.Version))
        .NameTaken()
        .NotFound()
        .VersionConflict()
        .Fits<UserUpdated>((command, updated) => updated.UserId == command.UserId
            && updated.Name == command.Name
            && new ExpectedVersion(command.ExpectedVersion, command.ExpectedVersions).Includes(updated.Version - 1))
        .Fits<UserDuplicated>((command, duplicated) => duplicated.Name == command.Name)
        .Fits<UserNotFound>((command, none) => none.UserId == command.UserId)
        .Fits<UserVersionConflict>((command, conflict) =>
            conflict.UserId == command.UserId && conflict.ExpectedVersion == command.ExpectedVersion);

    // A merge patch that names no member changes none (RFC 7396): there is nothing to command.
    public static RouteHandlerBuilder MapUpdateUser(this IEndpointRouteBuilder users, string pattern) => users
        .MapCommand<Body, UpdateUser>(
            HttpMethods.Patch,
            pattern,
            UserProblems.NotFound,
            (user, body) => body.Name.Kind == JsonTextKind.Missing ? null : new(user.Id, body.Name.Value!, user.Expected.Latest, user.Expected.All),
            new Rules(),
            UnchangedUsers.ShowAsync);
}
