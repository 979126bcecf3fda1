import { Skeleton } from '../ui/Skeleton.tsx';
import head from './InboxHead.module.css';
import row from './TicketRow.module.css';

/** The list before there is one: the same places, nothing in them. */
export function InboxSkeleton() {
  return (
    <div aria-busy="true" aria-label="The inbox is opening">
      <div className={head.tabs} />
      <div className={head.bar} />
      <SkeletonRows />
    </div>
  );
}

export function SkeletonRows() {
  return (
    <>
      {[62, 48, 71, 55, 66, 50, 74, 58].map((width) => (
        <div key={width} className={row.row} style={{ position: 'static' }} aria-hidden="true">
          <div className={row.line}>
            <Skeleton width={`${width}%`} height="13px" />
          </div>
          <div className={row.line}>
            <Skeleton width="92%" />
          </div>
          <div className={row.line}>
            <Skeleton width="112px" height="18px" />
          </div>
        </div>
      ))}
    </>
  );
}
