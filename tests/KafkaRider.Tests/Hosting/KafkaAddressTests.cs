using KafkaRider.Internal;

namespace KafkaRider.Tests.Hosting;

public sealed class KafkaAddressTests
{
    [Theory]
    [InlineData("kafka:users.replies", "users.replies", null, null)]
    [InlineData("kafka:users.replies?partition=7", "users.replies", 7, null)]
    [InlineData("topic:users.replies?partition=7&instance=ab12", "users.replies", 7, "ab12")]
    public void TryParse_Address_NamesTopicPartitionAndInstance(string uri, string topic, int? partition, string? instance)
    {
        Assert.True(KafkaAddress.TryParse(new(uri), out var address));
        Assert.Equal(new(topic, partition, instance), address);
    }

    [Theory]
    [InlineData("http://localhost/users.replies")]
    [InlineData("kafka:?partition=7")]
    [InlineData("kafka:users.replies?partition=-1")]
    [InlineData("kafka:users.replies?partition=seven")]
    public void TryParse_SomethingElse_IsRefused(string uri) => Assert.False(KafkaAddress.TryParse(new(uri), out _));

    [Fact]
    public void ToUri_Parsed_IsTheSame()
    {
        var address = new KafkaAddress("users.replies", 7, "ab12");

        Assert.True(KafkaAddress.TryParse(address.ToUri(), out var parsed));
        Assert.Equal(address, parsed);
        Assert.Equal("kafka:users.replies?partition=7&instance=ab12", address.ToUri().OriginalString);
    }
}
