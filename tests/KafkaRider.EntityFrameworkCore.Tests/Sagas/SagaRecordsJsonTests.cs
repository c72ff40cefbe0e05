using System.Text;
using System.Text.Json;
using KafkaRider.Internal;

namespace KafkaRider.EntityFrameworkCore.Tests.Sagas;

public sealed class SagaRecordsJsonTests
{
    [Theory]
    [InlineData("""{"name":"Ada"}""")]
    [InlineData("""{ "name" : "Ada" , "at" : [1,{}] }""")]
    [InlineData("""{"name":"Zoë O'Neill \\ \"x\""}""")]
    [InlineData("""{"a":1}{"b":2}""")]
    [InlineData("""{"a":}""")]
    [InlineData("{nothing}")]
    [InlineData("""["base64","AA=="]""")]
    [InlineData("null")]
    [InlineData("text")]
    [InlineData("")]
    [InlineData("\0\u0001\r\n")]
    public void Read_AnyText_IsWhatWasWritten(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        AssertIsKept(new("topic", null, bytes, bytes, [new("header", bytes), new("header", bytes), new("", [])], null));
    }

    [Fact]
    public void Read_AnyBytes_IsWhatWasWritten()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        AssertIsKept(new("topic", 3, all, all, [new("a", all), new("b", null)], "origin"));
        AssertIsKept(new("topic", 0, null, [], [], null));
    }

    [Fact]
    public void Write_Json_CanBeRead()
    {
        var json = SagaRecordsJson.Write([new("topic", 3, "key"u8.ToArray(), """{"name":"Ada"}"""u8.ToArray(), [new("a", "b+c"u8.ToArray())], "origin")]);

        Assert.Equal("""[{"topic":"topic","partition":3,"key":"key","value":{"name":"Ada"},"headers":["a","b+c"],"answersTopic":"origin"}]""", json);
    }

    [Fact]
    public void Read_AsItWasWrittenBefore_IsTheSame()
    {
        CollectedRecord[] records = [new("topic", 3, "key"u8.ToArray(), "{}"u8.ToArray(), [new("a", "b"u8.ToArray()), new("c", null)], "origin")];

        Assert.Equivalent(records, SagaRecordsJson.Read(JsonSerializer.Serialize(records, SagaJson.Options)), strict: true);
    }

    private static void AssertIsKept(CollectedRecord record) =>
        Assert.Equivalent(new[] { record, record }, SagaRecordsJson.Read(SagaRecordsJson.Write([record, record])), strict: true);
}
