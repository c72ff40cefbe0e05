using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <inheritdoc cref="OutcomeMeaning"/>
/// <param name="body">Returns the body of the answer that is no problem.</param>
/// <param name="problem">The problem that the outcome is, if it is one.</param>
internal sealed class OutcomeMeaning<TOutcome>(Func<TOutcome, object?>? body, Problem? problem) : OutcomeMeaning
    where TOutcome : class
{
    public override Type OutcomeType => typeof(TOutcome);

    public override bool HasLocation => Location is not null;

    public override bool HasETag => ETag is not null;

    public override bool HasToken => Entity is not null;

    public override IEnumerable<Problem> Problems => Exceptions.Select(exception => exception.Problem).Concat(problem is null ? [] : [problem]);

    public Func<TOutcome, string>? Location { get; set; }

    public Func<TOutcome, int>? ETag { get; set; }

    public Func<TOutcome, ConsistencyToken>? Entity { get; set; }

    public List<(string Name, Func<TOutcome, string> Path)> Links { get; } = [];

    public List<(Func<TOutcome, bool> Condition, Problem Problem)> Exceptions { get; } = [];

    public override Answer ToAnswer(object outcome)
    {
        var typed = (TOutcome)outcome;
        var answer = FindProblem(typed) is { } found ? Answer.From(found) : new Answer(Status!.Value) { Body = body?.Invoke(typed) };

        return answer with
        {
            Location = Location?.Invoke(typed),
            ETag = ETag is null ? null : EntityVersion.ToTag(ETag(typed)),
            Token = Entity?.Invoke(typed),
        };
    }

    public override IEnumerable<KeyValuePair<string, string>> GetLinks(object outcome) =>
        Links.Select(link => KeyValuePair.Create(link.Name, link.Path((TOutcome)outcome)));

    public override object? TryRead(FollowedRecord record) => record.TryRead<TOutcome>(out var outcome) ? outcome : null;

    public override async Task<Response> WaitForAsync(RequestHandle request, bool isLast) => await request.GetResponse<TOutcome>(isLast);

    private Problem? FindProblem(TOutcome outcome)
    {
        foreach (var (condition, other) in Exceptions)
        {
            if (condition(outcome))
            {
                return other;
            }
        }

        return problem;
    }
}
