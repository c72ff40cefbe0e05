namespace KafkaRider.AspNetCore.Internal;

/// <summary>Takes operations back into memory for whoever asks for them.</summary>
internal sealed class ArchivedOperations(OperationView view, OutcomeRegistry outcomes, OutcomeCodec codec, CallerKeys callers, IOperationArchive? archive = null)
    : IDisposable
{
    // Whoever asks for what never was costs others no more than that.
    private const int MaxQuestions = 64;

    private readonly SemaphoreSlim _questions = new(MaxQuestions);

    /// <summary>Takes an operation back if it is kept and the caller's.</summary>
    /// <exception cref="OperationArchiveException">It is not known whether it is, or too many ask.</exception>
    public async Task RestoreAsync(Guid id, ulong? caller, CancellationToken cancellationToken)
    {
        if (archive is null || view.Find(id) is not null)
        {
            return;
        }

        if (!await _questions.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new OperationArchiveException(new InvalidOperationException($"{MaxQuestions} requests ask already."));
        }

        try
        {
            if (await archive.FindAsync(id, cancellationToken) is { } kept && callers.IsOf(caller, kept.Caller)
                && outcomes.FindType(kept.OutcomeType) is { } type)
            {
                // As if it were new: it is to be there for as long as anything else.
                view.Complete(id, codec.Read(type, kept.Outcome), Fingerprint.Parse(kept.Fingerprint), kept.CompletedAt, isNew: true, caller);
            }
        }
        finally
        {
            _questions.Release();
        }
    }

    public void Dispose() => _questions.Dispose();
}
