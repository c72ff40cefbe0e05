using KafkaRider.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Consumer.Tests.Store;
using Users.Contracts;

namespace Users.Consumer.Tests.Operations;

public sealed class FingerprintTests
{
    // As the API computes it: see its own test of this.
    [Fact]
    public async Task FingerprintOf_ACommandWhoseSenderSaysNone_IsThatOfTheApi()
    {
        await using var services = StoreInstance.BuildProvider([]);
        var outcomes = services.GetRequiredService<OutcomeTypes>();

        var fingerprint = outcomes.FingerprintOf(new UpdateUser(Guid.Parse("01998f2e-7c1b-7d2a-8f3e-0123456789ab"), "Zo\u00eb"));

        Assert.Equal("2a8356f9e50622e6b3fcf6747b707f276872db9e8296d4b1c4808d49ee21d3a5", fingerprint.ToString());
    }
}
