using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore.Tests.Commands;

public sealed class OperationIdsTests
{
    // Worked out once apart from this code, by sha256sum. Another id for the same key would let clients execute a command twice.
    [Theory]
    [InlineData("", "8e03978e-40d5-43e8-bc93-6894a57f9324", "0412cd60-bd0a-8b30-85e1-6ae065becf35")]
    [InlineData("alice", "1", "12fce06b-c914-8919-b2e3-0be31b154e5a")]
    public void From_KnownKey_NeverChanges(string caller, string key, string expected) =>
        Assert.Equal(Guid.Parse(expected), OperationIds.From("users", caller, key));

    [Fact]
    public void From_AnyKey_IsAUuidOfVersion8()
    {
        for (var key = 0; key < 100; key++)
        {
            var id = OperationIds.From("users", "", $"{key}");

            Assert.Equal(8, id.Version);
            Assert.InRange(id.Variant, 8, 11);
        }
    }

    [Theory]
    [InlineData("alice", "1", "bob", "1")]
    [InlineData("alice", "1", "alice", "2")]
    [InlineData("a", "b:c", "a:b", "c")]
    [InlineData("", "1:x", "1", "x")]
    public void From_OtherCallerOrKey_IsAnotherId(string caller, string key, string otherCaller, string otherKey) =>
        Assert.NotEqual(OperationIds.From("users", caller, key), OperationIds.From("users", otherCaller, otherKey));
}
