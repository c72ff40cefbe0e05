using KafkaRider;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;
using Users.Contracts;

namespace Users.Api.Tests.Commands;

public sealed class CommandFingerprintsTests : IAsyncDisposable
{
    private static readonly Guid Id = Guid.Parse("01998f2e-7c1b-7d2a-8f3e-0123456789ab");

    private readonly ApiServer _api = ApiServer.Start();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void Of_CommandsThatDiffer_Differs()
    {
        object[] commands =
        [
            new CreateUser("Ada"), new CreateUser("ada"), new UpdateUser(Id, "Ada"), new UpdateUser(Id, "Ada", 1), new UpdateUser(Id, "Ada", 2),
            new UpdateUser(Id, "Ada", 2, [1, 2]), new UpdateUser(Guid.NewGuid(), "Ada"), new DeleteUser(Id), new DeleteUser(Id, 1),
        ];

        Assert.Equal(commands.Length, commands.Select(Of).Distinct().Count());
    }

    // The inbox keeps it, and compares it with what later versions of this service send; the consumer computes the same where a sender says none.
    [Fact]
    public void Of_ACommand_StaysAsItIs() => Assert.Equal(
        "2a8356f9e50622e6b3fcf6747b707f276872db9e8296d4b1c4808d49ee21d3a5", Of(new UpdateUser(Id, "Zo\u00eb")));

    private string Of(object command) => Convert.ToHexStringLower(_api.Services.GetRequiredService<CommandFingerprints>().Of(command));
}
