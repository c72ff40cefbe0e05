using KafkaRider.AspNetCore;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Tests.Users;

public sealed class UserOutcomesTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Guid OtherId = Guid.NewGuid();
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    /// <summary>Gets commands, each with the outcomes that it can have and no other command here can.</summary>
    private static readonly (object Command, object[] Outcomes)[] Cases =
    [
        (new CreateUser("Ada"), [new UserCreated(Id, "Ada", 1, At)]),
        (new CreateUser("Grace"), [new UserCreated(Id, "Grace", 1, At), new UserDuplicated(OtherId, "Grace")]),
        (new UpdateUser(Id, "Ada", 1), [new UserUpdated(Id, "Ada", 2, At, At), new UserVersionConflict(Id, 1, 5)]),
        (new UpdateUser(OtherId, "Linus"), [new UserUpdated(OtherId, "Linus", 2, At, At), new UserUpdated(OtherId, "Linus", 9, At, At), new UserDuplicated(Id, "Linus"), new UserNotFound(OtherId)]),
        (new DeleteUser(Id, 2), [new UserDeleted(Id, "Ada", 3, At), new UserVersionConflict(Id, 2, 1), new UserNotFound(Id)]),
    ];

    private readonly ServiceCollection _services = new();

    public UserOutcomesTests() => new KafkaCommandsBuilder(Topics.Commands.Name, new(_services)).AddUsers();

    [Fact]
    public void Fits_EveryPair_IsTrueOfItsOwnOutcomesOnly()
    {
        foreach (var (command, outcomes) in Cases)
        {
            Assert.All(outcomes, outcome => Assert.True(Fits(command, outcome), $"{command} {outcome}"));
        }

        // Two commands on one user can both find none, and two that want one name can both find it taken.
        foreach (var (command, _) in Cases)
        {
            var others = Cases.Where(other => other.Command != command).SelectMany(other => other.Outcomes)
                .Where(outcome => outcome is not (UserNotFound or UserDuplicated));
            Assert.All(others, outcome => Assert.False(Fits(command, outcome), $"{command} {outcome}"));
        }
    }

    private bool Fits(object command, object outcome) => command switch
    {
        CreateUser create => Find<CreateUser>().Fits(create, outcome),
        UpdateUser update => Find<UpdateUser>().Fits(update, outcome),
        _ => Find<DeleteUser>().Fits((DeleteUser)command, outcome),
    };

    private CommandRegistration<T> Find<T>()
        where T : class => _services.Select(service => service.ImplementationInstance).OfType<CommandRegistration<T>>().Single();
}
