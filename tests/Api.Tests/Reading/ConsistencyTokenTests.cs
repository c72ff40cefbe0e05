using KafkaRider.AspNetCore;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Tests.Reading;

public sealed class ConsistencyTokenTests
{
    private static readonly Guid Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef");

    [Fact]
    public void Of_Outcome_IsTheStateThatItTellsOf()
    {
        var now = DateTimeOffset.UtcNow;

        Assert.Equal(new(Id, 1), TokenOf(new UserCreated(Id, "Ada", 1, now)));
        Assert.Equal(new(Id, 2), TokenOf(new UserUpdated(Id, "Ada", 2, now, now)));
        Assert.Equal(new(Id, 3), TokenOf(new UserDeleted(Id, "Ada", 3, now)));
        Assert.Equal(new(Id, 4), TokenOf(new UserVersionConflict(Id, 1, 4)));
        Assert.Equal(new(Id, 1), TokenOf(new UserDuplicated(Id, "Ada")));
        Assert.Null(TokenOf(new UserNotFound(Id)));
        Assert.Null(TokenOf(new OperationConflicted(Id)));
    }

    private static ConsistencyToken? TokenOf(object outcome)
    {
        var setup = new CommandsSetup(new ServiceCollection());
        new KafkaCommandsBuilder(Topics.Commands.Name, setup).AddUsers();
        return setup.Outcomes.ToAnswer(outcome).Token;
    }
}
