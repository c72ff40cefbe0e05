using System.Text;
using System.Text.Json;
using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore.Tests.Operations;

public sealed class JsonPackingTests
{
    private readonly JsonPacking _packing = new();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"a":1,"b":"text","c":[true,null,"a"],"a b":{"a":""}}""")]
    [InlineData("""{"id":"01234567-89ab-7def-8123-456789abcdef","ID":"01234567-89AB-7DEF-8123-456789ABCDEF"}""")]
    [InlineData("""{"a":"2026-03-04T12:00:00+00:00","b":"2026-03-04T12:00:00.1234567-05:30","c":"2026-03-04T12:00:00Z","d":"2026-03-04T12:00:00.1000000+00:00"}""")]
    [InlineData("""{"a":"\"","b\"":"\\","c":"\\\"","d":"01234567-89ab-7def-8123-456789abcde\""}""")]
    [InlineData("""{"a":"Zo\u00eb \u5f20 \U0001F600","01234567-89ab-7def-8123-456789abcdef":"x"}""")]
    [InlineData("""{ "a" : 1 , "broken": "no end""")]
    public void Unpack_IsTheSameToTheByte(string json)
    {
        var packed = _packing.Pack(Encoding.UTF8.GetBytes(json));

        Assert.Equal(json, Encoding.UTF8.GetString(_packing.Unpack(packed)));
        Assert.True(packed.Length <= Encoding.UTF8.GetByteCount(json));
    }

    [Fact]
    public void Unpack_MoreNamesThanHaveANumber_IsTheSame()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 1000).ToDictionary(number => $"name {number}", number => number));

        Assert.Equal(json, _packing.Unpack(_packing.Pack(json)));
        Assert.Equal(json, _packing.Unpack(_packing.Pack(json)));
    }

    [Fact]
    public void Pack_Outcome_IsLessThanHalf()
    {
        var outcome = new DatedThing(Guid.NewGuid(), "Lorenzo Ranucci", 1, new(2026, 3, 4, 12, 0, 0, 123, 456, TimeSpan.Zero));
        var json = JsonSerializer.SerializeToUtf8Bytes(outcome, JsonSerializerOptions.Web);

        Assert.InRange(_packing.Pack(json).Length, 1, json.Length / 2);
    }

    private sealed record DatedThing(Guid Id, string Name, int Version, DateTimeOffset CreatedAt);
}
