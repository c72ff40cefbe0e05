namespace KafkaRider.AspNetCore.Internal;

/// <summary>Takes operations back into memory for whoever asks for them.</summary>
internal sealed class ArchivedOperations(OperationView view, OutcomeRegistry outcomes, OutcomeCodec codec, CallerKeys callers, IEnumerable<IOperationArchive> archives)
    : IDisposable
{
    // Whoever asks for what never was costs others no more than that.
    private const int MaxQuestions = 64;

    private readonly SemaphoreSlim _questions = new(MaxQuestions);
    private readonly IOperationArchive[] _archives = [.. archives];

    /// <summary>Takes an operation back that is not known, or not for certain, if it is kept and the caller's.</summary>
    /// <exception cref="OperationArchiveException">It is not known whether it is, or too many ask.</exception>
    public async Task RestoreAsync(Guid id, ulong? caller, CancellationToken cancellationToken)
    {
        if (_archives.Length == 0 || view.Find(id) is { IsInDoubt: false })
        {
            return;
        }

        if (!await _questions.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new OperationArchiveException(new InvalidOperationException($"{MaxQuestions} requests ask already."));
        }

        try
        {
            if (await FindAsync(id, cancellationToken) is { } kept && callers.IsOf(caller, kept.Caller))
            {
                Restore(id, kept, caller);
            }
        }
        finally
        {
            _questions.Release();
        }
    }

    public void Dispose() => _questions.Dispose();

    // Of which service the operation is, its id does not say.
    private async Task<ArchivedOperation?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        OperationArchiveException? silent = null;

        try
        {
            await foreach (var answer in Task.WhenEach(_archives.Select(AskAsync)))
            {
                try
                {
                    if (await answer is { } found)
                    {
                        return found;
                    }
                }
                catch (OperationArchiveException exception)
                {
                    silent = exception;
                }
            }
        }
        finally
        {
            await others.CancelAsync();
        }

        return silent is null ? null : throw silent;

        // One that fails at once keeps none of the others from being asked.
        async Task<ArchivedOperation?> AskAsync(IOperationArchive archive) => await archive.FindAsync(id, others.Token);
    }

    // As if it were new: it is to be there for as long as anything else.
    private void Restore(Guid id, ArchivedOperation kept, ulong? caller)
    {
        view.ForgetIfInDoubt(id);

        if (kept.Process is { } process)
        {
            view.Accept(id, process.StartedAt, isNew: true, caller);
            view.Move(process, process.At, isNew: true);
        }

        if (kept is { OutcomeType: { } name, Outcome: { } outcome } && outcomes.FindType(name) is { } type)
        {
            view.Complete(
                id, codec.Read(type, outcome), Fingerprint.Parse(kept.Fingerprint), kept.CompletedAt ?? kept.Process?.At ?? DateTimeOffset.UnixEpoch, isNew: true, caller);
        }
    }
}
