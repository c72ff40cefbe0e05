using System.ComponentModel.DataAnnotations;
using FluentValidation;
using KafkaRider.AspNetCore;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Creates a user: all that HTTP knows of it.</summary>
internal static class CreateUserEndpoint
{
    internal sealed record Body([property: StringLength(UserName.MaxLength, MinimumLength = 1), RegularExpression(UserNameRules.Pattern)] JsonText Name);

    internal sealed class Rules : AbstractValidator<Body>
    {
        public Rules() => RuleFor(body => body.Name).UserName();
    }

    public static void AddCreateUser(this KafkaCommandsBuilder commands) => commands
        .Add<CreateUser>(command => UserName.Normalize(command.Name))
        .Outcome<UserCreated, UserResponse>(StatusCodes.Status201Created, UserResponse.From, user => user
            .Location(created => UserLinks.To(created.UserId))
            .Link("user", created => UserLinks.To(created.UserId))
            .ETag(created => created.Version)
            .Entity(created => created.UserId, created => created.Version))
        .NameTaken()
        .Fits<UserCreated>((command, created) => created.Name == command.Name)
        .Fits<UserDuplicated>((command, duplicated) => duplicated.Name == command.Name);

    public static RouteHandlerBuilder MapCreateUser(this IEndpointRouteBuilder users, string pattern) => users
        .MapCommand<Body, CreateUser>(HttpMethods.Post, pattern, body => new(body.Name.Value!), new Rules());
}
