namespace Users.EndToEnd.Support;

/// <summary>Is a record as it went over a topic.</summary>
public sealed record TappedRecord(string Topic, int Partition, string MessageType, IReadOnlyList<string> Headers, string Value)
{
    public string MessageName => MessageType.Split(':')[^1];
}
