namespace KafkaRider.Tests.Support;

public sealed record Ask(string Text);

public sealed record Answered(string Text);

public sealed record Declined(string Text);

public sealed record Noted(string Text);
