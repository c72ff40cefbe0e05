using System.Text.Json;

namespace KafkaRider.AspNetCore.Tests.Input;

public sealed class JsonIntegerTests
{
    [Theory]
    [InlineData("""{"count":7}""", JsonIntegerKind.Whole, 7)]
    [InlineData("""{"count":-9223372036854775808}""", JsonIntegerKind.Whole, long.MinValue)]
    [InlineData("""{"count":0}""", JsonIntegerKind.Whole, 0)]
    [InlineData("""{"count":7.0}""", JsonIntegerKind.Whole, 7)]
    [InlineData("""{"count":1e3}""", JsonIntegerKind.Whole, 1000)]
    [InlineData("""{"count":1.5e1}""", JsonIntegerKind.Whole, 15)]
    [InlineData("""{"count":1e19}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":1e999}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("{}", JsonIntegerKind.Missing, 0)]
    [InlineData("""{"count":null}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":"7"}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":7.5}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":9223372036854775808}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":{"a":[1,2]},"next":"read"}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":[[1],{}]}""", JsonIntegerKind.NotWhole, 0)]
    [InlineData("""{"count":true}""", JsonIntegerKind.NotWhole, 0)]
    public void Read_WhateverStandsThere_IsTold(string json, JsonIntegerKind kind, long value) =>
        Assert.Equal(new JsonInteger(kind, value), JsonSerializer.Deserialize<Body>(json, JsonSerializerOptions.Web)!.Count);

    [Fact]
    public void Write_Number_IsANumber() =>
        Assert.Equal("""{"count":7}""", JsonSerializer.Serialize(new Body(new(JsonIntegerKind.Whole, 7)), JsonSerializerOptions.Web));

    private sealed record Body(JsonInteger Count);
}
